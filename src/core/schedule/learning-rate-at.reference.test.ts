import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { learningRateAt } from "./learning-rate-at.ts";

const folder = inject("reference");

/** Relative; both sides compute in double precision. */
const TOLERANCE = 1e-9;

describe.skipIf(!folder)("against PyTorch's schedules (skipped where ../shared is absent)", () => {
  it.each([
    ["one_cycle_T100_max1e-2", 1e-2],
    ["one_cycle_T100_max1e-3", 1e-3],
  ])("%s", async (name, peakLearningRate) => {
    const traces = JSON.parse(await readFile(join(folder, "schedules.json"), "utf8"));
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
