import { expect, test } from "vitest";
import { instanceChoice } from "./choice.ts";
import { fittedJson, NOTHING_FITTED, parseFittedChoices, withFitted } from "./fitted-choices.ts";

const FITTED = {
  true: { cut: instanceChoice("cut", { level: 2, leftovers: false }) },
  predicted: { divergence: instanceChoice("divergence", { threshold: 0.8 }) },
  onTraining: { true: [], predicted: ["divergence"] },
  smallestCell: 21,
} as const;

test("round-trips through JSON", () => {
  expect(parseFittedChoices(JSON.parse(JSON.stringify(fittedJson(FITTED))))).toEqual(FITTED);
  expect(parseFittedChoices(fittedJson(NOTHING_FITTED))).toEqual(NOTHING_FITTED);
  expect(parseFittedChoices({})).toEqual(NOTHING_FITTED);
});

test("older parameters were fitted on validation images, and know no smallest cell", () => {
  const older = { true: { cut: { level: 2 } }, predicted: {} };
  expect(parseFittedChoices(older)).toEqual({
    ...NOTHING_FITTED,
    true: { cut: instanceChoice("cut", { level: 2 }) },
  });
});

test("a method fitted again is listed once", () => {
  const again = withFitted(FITTED, "predicted", instanceChoice("divergence", { threshold: 0.3 }));
  expect(again.onTraining).toEqual(FITTED.onTraining);
  expect(again.predicted.divergence?.parameters).toMatchObject({ threshold: 0.3 });
  expect(again.true).toBe(FITTED.true);
  expect(withFitted(again, "true", instanceChoice("cut")).onTraining).toEqual({
    true: ["cut"],
    predicted: ["divergence"],
  });
});

test.each([
  [null, "all of it"],
  [[1], "all of it"],
  [{ true: 3 }, "true"],
  [{ true: { melt: {} } }, 'no method "melt"'],
  [{ predicted: { cut: [] } }, "cut"],
  [{ predicted: { cut: { level: 99 } } }, "level must be"],
  [{ predicted: { cut: { colour: 1 } } }, "not a parameter"],
  [{ onTraining: 3 }, "onTraining"],
  [{ onTraining: { true: "cut" } }, "not a list"],
  [{ onTraining: { true: ["melt"] } }, 'no method "melt"'],
  [{ smallestCell: -1 }, "smallestCell"],
  [{ smallestCell: "21" }, "smallestCell"],
])("refuses %j with a reason", (value, message) => {
  expect(() => parseFittedChoices(value)).toThrow(message);
});
