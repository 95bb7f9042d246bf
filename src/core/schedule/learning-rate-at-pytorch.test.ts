import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { golden } from "../testing/golden.ts";
import { learningRateAt } from "./learning-rate-at.ts";

/** Relative error; both sides compute in double precision. */
const TOLERANCE = 1e-9;

describe("against PyTorch's schedules", () => {
  it.each([
    ["one_cycle_T100_max1e-2", 1e-2],
    ["one_cycle_T100_max1e-3", 1e-3],
  ])("%s", (name, peakLearningRate) => {
    const traces = JSON.parse(readFileSync(golden("pytorch/schedules.json"), "utf8"));
    const expected: readonly number[] = traces[name];
    const schedule = {
      kind: "oneCycle",
      peakLearningRate,
      warmUpFraction: 0.3,
      startDivisor: 25,
      endDivisor: 1e4,
    } as const;
    expect(expected.length).toBe(100);
    expected.forEach((rate, step) => {
      const error = Math.abs(learningRateAt(schedule, step, expected.length) - rate) / rate;
      expect(error, `step ${step}`).toBeLessThan(TOLERANCE);
    });
  });
});
