import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logAxis } from "./log-axis.ts";

describe("a logarithmic axis", () => {
  test("shows every value above zero and has at least two numbers in its range", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const axis = logAxis([...values, 0, -1, Number.NaN]);
        if (!axis) throw new Error("values above zero have an axis");
        const [low, high] = axis.range;
        for (const value of [...values, ...axis.ticks]) {
          expect(Math.log10(value)).toBeGreaterThanOrEqual(low - 1e-6);
          expect(Math.log10(value)).toBeLessThanOrEqual(high + 1e-6);
        }
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  test("has round numbers within a decade, 1-2-5 over one or two, decades beyond", () => {
    expect(logAxis([2.4, 4])?.ticks).toEqual([3, 4]);
    expect(logAxis([90, 104])?.ticks).toEqual([80, 100, 120]);
    expect(logAxis([0.3, 4])?.ticks).toEqual([0.5, 1, 2, 5]);
    expect(logAxis([1e-4, 2])?.ticks).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
  });

  test("does not exist without values above zero", () => {
    expect(logAxis([0, -2, Number.POSITIVE_INFINITY])).toBeNull();
  });
});
