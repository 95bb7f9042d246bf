import { expect, it } from "vitest";
import { describeTuning } from "./describe-tuning.ts";

it("reports the speed-up of a step", () => {
  const report = { layers: 58, changed: 41, untried: 0, step: { before: 13, after: 10 } };
  expect(describeTuning(report)).toBe(
    "1.3 times faster, 13 ms to 10 ms per step: 41 of 58 convolution kernels changed.",
  );
  const little = { ...report, untried: 3, step: { before: 8.2, after: 8 } };
  expect(describeTuning(little)).toBe(
    "1.02 times faster, 8.2 ms to 8.0 ms per step: 41 of 58 convolution kernels changed. There was no time to try 3 of them.",
  );
});

it("reports an unchanged table", () => {
  expect(describeTuning({ layers: 58, changed: 0, untried: 0, step: null })).toBe(
    "nothing was faster than the table for 58 convolution kernels.",
  );
});
