import { expect, test } from "vitest";
import { instanceChoice } from "./choice.ts";
import { fittedJson, NOTHING_FITTED, parseFittedChoices } from "./fitted-choices.ts";

const FITTED = {
  true: { cut: instanceChoice("cut", { level: 2, leftovers: false }) },
  predicted: { divergence: instanceChoice("divergence", { threshold: 0.8 }) },
};

test("round-trips through JSON", () => {
  expect(parseFittedChoices(JSON.parse(JSON.stringify(fittedJson(FITTED))))).toEqual(FITTED);
  expect(parseFittedChoices(fittedJson(NOTHING_FITTED))).toEqual(NOTHING_FITTED);
  expect(parseFittedChoices({})).toEqual(NOTHING_FITTED);
});

test.each([
  [null, "all of it"],
  [[1], "all of it"],
  [{ true: 3 }, "true"],
  [{ true: { melt: {} } }, 'no method "melt"'],
  [{ predicted: { cut: [] } }, "cut"],
  [{ predicted: { cut: { level: 99 } } }, "level must be"],
  [{ predicted: { cut: { colour: 1 } } }, "not a parameter"],
])("refuses %j with a reason", (value, message) => {
  expect(() => parseFittedChoices(value)).toThrow(message);
});
