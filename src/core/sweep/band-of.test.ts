import fc from "fast-check";
import { expect, test } from "vitest";
import { bandOf, type Series } from "./band-of.ts";

test("curves with the same x have their mean and one standard deviation on either side", () => {
  const band = bandOf([
    { x: [1, 2], y: [1, 5] },
    { x: [1, 2], y: [3, 5] },
  ]);
  expect(band).toEqual({ x: [1, 2], mean: [2, 5], low: [2 - Math.SQRT2, 5], high: [2 + Math.SQRT2, 5] });
});

test("a curve is interpolated between its points, and not continued beyond them", () => {
  const { x, mean } = bandOf([
    { x: [0, 10], y: [0, 10] },
    { x: [5, 20], y: [5, 20] },
  ]);
  expect(x).toEqual([5, 10]);
  expect(mean).toEqual([5, 10]);
});

test("a gap is not bridged", () => {
  const { x } = bandOf([
    { x: [0, 1, 2, 3], y: [0, Number.NaN, 0, 0] },
    { x: [0, 0.5, 1, 1.5, 2, 3], y: [0, 0, 0, 0, 0, 0] },
  ]);
  expect(x).toEqual([0, 2, 3]);
});

test("one curve, or none, has no band", () => {
  for (const series of [[], [{ x: [1], y: [1] }]]) {
    expect(bandOf(series)).toEqual({ x: [], mean: [], low: [], high: [] });
  }
});

const curve: fc.Arbitrary<Series> = fc
  .uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 })
  .chain((at) =>
    fc
      .array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: at.length, maxLength: at.length })
      .map((y) => ({ x: at.sort((a, b) => a - b), y })),
  );

test("the band is ascending in x and encloses its mean, which is within the curves", () => {
  fc.assert(
    fc.property(fc.array(curve, { maxLength: 6 }), (series) => {
      const { x, mean, low, high } = bandOf(series);
      const all = series.flatMap(({ y }) => Array.from(y));
      for (const [index, value] of mean.entries()) {
        if (index > 0) expect(x[index]).toBeGreaterThan(x[index - 1]);
        expect(low[index]).toBeLessThanOrEqual(value);
        expect(high[index]).toBeGreaterThanOrEqual(value);
        expect(value).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
      }
    }),
  );
});

test("equal curves have a band without width at every point", () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 2, max: 4 }), (one, count) => {
      const { x, mean, low } = bandOf(new Array<Series>(count).fill(one));
      expect(x).toEqual(one.x);
      expect(mean).toEqual(one.y);
      expect(low).toEqual(one.y);
    }),
  );
});
