import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thinSeries } from "./thin-series.ts";

const MAX = 20;
const curve = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 });

describe("thinning a curve", () => {
  test("keeps ends, minimum, maximum and order within the given length", () => {
    fc.assert(
      fc.property(curve, (y) => {
        const x = y.map((_, index) => index);
        const thin = thinSeries(x, y, MAX);
        expect(thin.x.length).toBeLessThanOrEqual(MAX);
        expect(thin.x[0]).toBe(0);
        expect(thin.x.at(-1)).toBe(y.length - 1);
        expect(Math.min(...thin.y)).toBe(Math.min(...y));
        expect(Math.max(...thin.y)).toBe(Math.max(...y));
        expect(thin.x).toEqual([...thin.x].sort((a, b) => a - b));
        thin.x.forEach((at, index) => {
          expect(thin.y[index]).toBe(y[at]);
        });
      }),
    );
  });

  test("keeps a short curve", () => {
    expect(thinSeries([1, 2, 3], [5, 4, 6], MAX)).toEqual({ x: [1, 2, 3], y: [5, 4, 6] });
  });

  test("drops NaN and still finds the spike beside it", () => {
    const y = new Float64Array(200).fill(1);
    y[100] = Number.NaN;
    y[101] = 9;
    const thin = thinSeries(
      y.map((_, index) => index),
      y,
      MAX,
    );
    expect(thin.y).toContain(9);
    expect(thin.y.every(Number.isFinite)).toBe(true);
  });
});
