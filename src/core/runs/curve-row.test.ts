import * as v from "valibot";
import { expect, it } from "vitest";
import { curveRowsSchema } from "./curve-row.ts";

const epoch = { kind: "epoch", stage: "semantic", step: 1, epoch: 1, meanLoss: null, validation: null };
const accepts = (changes: object) => v.is(curveRowsSchema, [{ ...epoch, ...changes }]);

it("has places that charts can draw", () => {
  expect(accepts({})).toBe(true);
  expect(accepts({ epoch: 0.25, step: 1e6 })).toBe(true);
  // What JSON makes of 1e999.
  for (const place of [Number.POSITIVE_INFINITY, 1e300, -1, "1"]) {
    expect(accepts({ step: place })).toBe(false);
    expect(accepts({ epoch: place })).toBe(false);
  }
});

it("has text only where a validation tells what it was measured on", () => {
  const validation = { loss: 1, iou: 0.5, on: "tiles 256 px" };
  expect(accepts({ validation: { ...validation, second: validation } })).toBe(true);
  expect(accepts({ validation: { ...validation, on: {} } })).toBe(false);
  expect(accepts({ validation: { ...validation, on: "x".repeat(1000) } })).toBe(false);
  expect(accepts({ validation: { ...validation, second: { ...validation, on: [] } } })).toBe(false);
  expect(accepts({ validation: { ...validation, second: 5 } })).toBe(false);
});
