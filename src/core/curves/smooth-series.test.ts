import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smoothSeries } from "./smooth-series.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

describe("smoothing", () => {
  it("is a mean of the values so far, weighted by w to the power of their age", () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (values, weight) => {
          const smoothed = smoothSeries(values, weight);
          for (const [index, value] of smoothed.entries()) {
            const weights = values.slice(0, index + 1).map((_, place) => weight ** (index - place));
            const total = weights.reduce((sum, one) => sum + one, 0);
            const mean = weights.reduce((sum, one, place) => sum + one * values[place], 0) / total;
            expect(Math.abs(value - mean)).toBeLessThanOrEqual(1e-6 * Math.max(1, ...values.map(Math.abs)));
          }
        },
      ),
    );
  });

  it("changes nothing without weight, and keeps what is not a number out of the mean", () => {
    expect([...smoothSeries([3, 1, 4], 0)]).toEqual([3, 1, 4]);
    const smoothed = smoothSeries([2, Number.NaN, 2, Number.POSITIVE_INFINITY, 2], 0.9);
    expect(smoothed[1]).toBeNaN();
    expect(smoothed[3]).toBe(Number.POSITIVE_INFINITY);
    for (const index of [0, 2, 4]) expect(smoothed[index]).toBeCloseTo(2, 12);
  });
});
