import { expect, test } from "vitest";
import { instanceChoice } from "./choice.ts";
import { NOTHING_FITTED, withFitted } from "./fitted-choices.ts";
import { parameterSource } from "./parameter-source.ts";

const choice = instanceChoice("cut", { level: 2 });

test("parameters are the defaults, fitted on one of the sets, or chosen", () => {
  const fitted = withFitted(NOTHING_FITTED, "predicted", choice);
  const older = { ...NOTHING_FITTED, predicted: { cut: choice } };
  const again = instanceChoice("cut", { level: 2 });
  expect(parameterSource(fitted, "predicted", again)).toBe("training");
  expect(parameterSource(older, "predicted", again)).toBe("validation");
  expect(parameterSource(fitted, "true", again)).toBe("given");
  expect(parameterSource(fitted, "predicted", instanceChoice("cut"))).toBe("default");
});

test("the smallest cell of the training images is a default", () => {
  const fitted = { ...NOTHING_FITTED, smallestCell: 21 };
  const source = (minimum: number) =>
    parameterSource(fitted, "predicted", instanceChoice("landscape", { minimum }));
  expect([21, 15].map(source)).toEqual(["default", "given"]);
});
