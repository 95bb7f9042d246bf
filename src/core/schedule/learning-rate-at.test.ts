import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SCHEDULE_KINDS, type ScheduleRecipe, scheduleOf } from "../recipe/schedules.ts";
import { learningRateAt } from "./learning-rate-at.ts";

const ONE_CYCLE = scheduleOf("oneCycle", 1e-2);

function ratesOf(schedule: ScheduleRecipe, steps: number, stepsPerEpoch = 1): number[] {
  const length = { steps, stepsPerEpoch };
  return Array.from({ length: steps }, (_, step) => learningRateAt(schedule, step, length));
}

const fractions = fc.double({ min: 0, max: 1, noNaN: true });
const divisors = fc.double({ min: 1, max: 1e6, noNaN: true });
const intervals = fc.constantFrom("step", "epoch");
const warmUps = { warmUpFraction: fractions, startDivisor: divisors };
const lengths = {
  steps: fc.integer({ min: 1, max: 40 }),
  stepsPerEpoch: fc.double({ min: 0.2, max: 15, noNaN: true }),
};

/** Fields of each schedule apart from its rate. */
const FIELDS = {
  constant: fc.constant({}),
  warmUp: fc.record({ ...warmUps, interval: intervals }),
  oneCycle: fc.record({
    ...warmUps,
    endDivisor: divisors,
    annealing: fc.constantFrom("cosine", "linear"),
    threePhases: fc.boolean(),
    interval: intervals,
  }),
  cosine: fc.record({ ...warmUps, minLearningRate: fractions, interval: intervals }),
  step: fc.record({
    ...warmUps,
    every: fc.integer({ min: 1, max: 20 }),
    factor: fractions,
    interval: intervals,
  }),
  plateau: fc.record(warmUps),
};

describe("learningRateAt", () => {
  it("is constant for the constant schedule", () => {
    expect(ratesOf(scheduleOf("constant", 1e-5), 4)).toEqual([1e-5, 1e-5, 1e-5, 1e-5]);
  });

  it("starts, peaks and ends at the recipe's values, and stays past the end", () => {
    const length = { steps: 100, stepsPerEpoch: 9 };
    const at = (step: number) => learningRateAt(ONE_CYCLE, step, length);
    expect(at(0)).toBeCloseTo(4e-4, 12);
    expect(at(29)).toBeCloseTo(1e-2, 12);
    expect(at(99)).toBeCloseTo(4e-8, 12);
    expect(at(500)).toBe(at(99));
  });

  it("warms up linearly before the other schedules, which have the remaining steps", () => {
    const warm = { warmUpFraction: 0.1, startDivisor: 10 };
    const constant = ratesOf({ ...scheduleOf("warmUp", 1), ...warm }, 50);
    expect(constant.slice(0, 6).map((rate) => Number(rate.toFixed(9)))).toEqual([
      0.1, 0.28, 0.46, 0.64, 0.82, 1,
    ]);
    expect(constant.slice(5)).toEqual(new Array(45).fill(1));
    const cosine = ratesOf({ ...scheduleOf("cosine", 1), ...warm }, 50);
    expect(cosine.slice(5)).toEqual(ratesOf(scheduleOf("cosine", 1), 45));
    const step = ratesOf({ ...scheduleOf("step", 1), ...warm, every: 10 }, 50);
    expect(step.slice(5)).toEqual(ratesOf({ ...scheduleOf("step", 1), every: 10 }, 45));
  });

  it("takes an epoch of a fractional number of steps as the trainer does", () => {
    const stepped = { ...scheduleOf("step", 1), every: 1, factor: 0.5, interval: "epoch" } as const;
    expect(ratesOf(stepped, 7, 10 / 4)).toEqual([1, 1, 1, 0.5, 0.5, 0.25, 0.25]);
    // 3 * (1 / 3) is below 1 for some divisions.
    for (const crops of [3, 7, 11, 49]) {
      expect(ratesOf(stepped, 2 * crops, crops / crops)).toHaveLength(2 * crops);
      expect(learningRateAt(stepped, crops, { steps: 2 * crops, stepsPerEpoch: crops / 3 })).toBe(0.5 ** 3);
    }
  });

  it("is finite and within the recipe's bounds for every schedule and length", () => {
    const cases = SCHEDULE_KINDS.map((kind) =>
      FIELDS[kind].map((fields) => ({ ...scheduleOf(kind, 1), ...fields })),
    );
    fc.assert(
      fc.property(fc.oneof(...cases), fc.record(lengths), (made, length) => {
        const schedule = made as ScheduleRecipe;
        const lowest = "minLearningRate" in schedule ? schedule.minLearningRate : 0;
        for (let step = 0; step < length.steps + 2; step++) {
          const rate = learningRateAt(schedule, step, length);
          expect(rate).toBeLessThanOrEqual(1 + 1e-12);
          const isWarm = "warmUpFraction" in schedule && schedule.warmUpFraction > 0;
          expect(rate).toBeGreaterThanOrEqual(isWarm ? 0 : lowest - 1e-12);
        }
      }),
    );
  });

  it("one-cycle rises to its peak and falls from it; a cycle of three steps or fewer only falls", () => {
    const shapes = fc.record({ annealing: fc.constantFrom("cosine", "linear"), threePhases: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), shapes, (steps, shape) => {
        const rates = ratesOf({ ...ONE_CYCLE, ...(shape as object) }, steps);
        const peak = rates.indexOf(Math.max(...rates));
        if (steps <= 3) expect([peak, rates[0]]).toEqual([0, 1e-2]);
        for (let step = 1; step < steps; step++) {
          if (step <= peak) expect(rates[step]).toBeGreaterThan(rates[step - 1]);
          // Three phases rise and fall alike, and their peak may be between two steps.
          else if (shape.threePhases) expect(rates[step]).toBeLessThanOrEqual(rates[step - 1]);
          else expect(rates[step]).toBeLessThan(rates[step - 1]);
        }
      }),
    );
  });

  it("is defined where 30 % of the steps are exactly one", () => {
    for (const warmUpFraction of [0.1, 0.2, 0.25, 0.5, 1]) {
      const rates = ratesOf({ ...ONE_CYCLE, warmUpFraction }, 1 / warmUpFraction);
      expect(rates.every(Number.isFinite)).toBe(true);
      expect(rates[0]).toBe(1e-2);
    }
  });

  it("without a warm-up, cosine and step never rise", () => {
    for (const schedule of [scheduleOf("cosine", 1), { ...scheduleOf("step", 1), every: 7 }]) {
      const rates = ratesOf(schedule, 50);
      rates.slice(1).forEach((rate, step) => {
        expect(rate).toBeLessThanOrEqual(rates[step]);
      });
    }
  });
});
