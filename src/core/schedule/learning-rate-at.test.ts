import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learningRateAt } from "./learning-rate-at.ts";

const ONE_CYCLE = {
  kind: "oneCycle",
  peakLearningRate: 1e-2,
  warmUpFraction: 0.3,
  startDivisor: 25,
  endDivisor: 1e4,
} as const;

describe("learningRateAt", () => {
  it("is constant for the constant schedule", () => {
    expect(
      [0, 7, 1000].map((step) => learningRateAt({ kind: "constant", learningRate: 1e-5 }, step, 10)),
    ).toEqual([1e-5, 1e-5, 1e-5]);
  });

  it("starts, peaks and ends at the recipe's values", () => {
    expect(learningRateAt(ONE_CYCLE, 0, 100)).toBeCloseTo(4e-4, 12);
    expect(learningRateAt(ONE_CYCLE, 29, 100)).toBeCloseTo(1e-2, 12);
    expect(learningRateAt(ONE_CYCLE, 99, 100)).toBeCloseTo(4e-8, 12);
    expect(learningRateAt(ONE_CYCLE, 500, 100)).toBe(learningRateAt(ONE_CYCLE, 99, 100));
  });

  it("is within the recipe's bounds for any length and fraction", () => {
    const lengths = fc.integer({ min: 1, max: 40 });
    const shares = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(lengths, shares, (total, warmUpFraction) => {
        for (let step = 0; step < total; step++) {
          const rate = learningRateAt({ ...ONE_CYCLE, warmUpFraction }, step, total);
          expect(rate).toBeGreaterThanOrEqual(4e-8 * (1 - 1e-9));
          expect(rate).toBeLessThanOrEqual(1e-2 * (1 + 1e-9));
        }
      }),
    );
  });

  it("rises to its peak and falls from it", () => {
    const rates = Array.from({ length: 50 }, (_, step) => learningRateAt(ONE_CYCLE, step, 50));
    const peak = rates.indexOf(Math.max(...rates));
    for (let step = 1; step < 50; step++) {
      if (step <= peak) expect(rates[step]).toBeGreaterThan(rates[step - 1]);
      else expect(rates[step]).toBeLessThan(rates[step - 1]);
    }
  });
});
