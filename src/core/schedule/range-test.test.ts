import fc from "fast-check";
import { expect, test } from "vitest";
import {
  RANGE_STEPS,
  type RangePoint,
  rangeDiverges,
  rangeRate,
  suggestRates,
  withRangeLoss,
} from "./range-test.ts";

function pointsOf(loss: (rate: number) => number): readonly RangePoint[] {
  let points: readonly RangePoint[] = [];
  while (points.length < RANGE_STEPS && !rangeDiverges(points)) {
    points = withRangeLoss(points, loss(rangeRate(points.length)));
  }
  return points;
}

/** Falls from 1 to 0.2 around the rate `at`, and rises steeply beyond a hundred times that rate. */
const valley = (at: number) => (rate: number) => 0.2 + 0.8 / (1 + rate / at) + (rate / (100 * at)) ** 4;

test("rates rise exponentially from 1e-7 to 1", () => {
  expect(rangeRate(0)).toBe(1e-7);
  expect(rangeRate(RANGE_STEPS - 1)).toBeCloseTo(1, 12);
  for (let step = 1; step < RANGE_STEPS; step++) {
    expect(rangeRate(step) / rangeRate(step - 1)).toBeCloseTo(10 ** (7 / 99), 9);
  }
});

test("a constant loss is its own smoothed loss, and suggests nothing", () => {
  const points = pointsOf(() => 2.5);
  expect(points).toHaveLength(RANGE_STEPS);
  for (const { smoothed } of points) expect(smoothed).toBeCloseTo(2.5, 12);
  expect(suggestRates(points)).toBeNull();
  expect(suggestRates([])).toBeNull();
});

test("the suggested rates follow the valley of the loss, which ends the test when it diverges", () => {
  for (const at of [1e-5, 1e-4, 1e-3]) {
    const points = pointsOf(valley(at));
    expect(points.length).toBeLessThan(RANGE_STEPS);
    const { steepest, tenthOfMinimum } = suggestRates(points) ?? { steepest: 0, tenthOfMinimum: 0 };
    // Smoothing delays the fall by about ten steps, which are 0.7 decades.
    expect(steepest).toBeGreaterThan(at);
    expect(steepest).toBeLessThan(10 * at);
    expect(tenthOfMinimum).toBeGreaterThan(at);
    expect(tenthOfMinimum).toBeLessThan(20 * at);
  }
});

test("a rising loss suggests nothing", () => {
  expect(suggestRates(pointsOf((rate) => 1 + rate))).toBeNull();
});

test("the smoothed loss stays between the lowest and the highest loss, and suggestions within the range", () => {
  const losses = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
    minLength: 1,
    maxLength: RANGE_STEPS,
  });
  fc.assert(
    fc.property(losses, (all) => {
      let points: readonly RangePoint[] = [];
      for (const loss of all) points = withRangeLoss(points, loss);
      for (const { smoothed } of points) {
        expect(smoothed).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(smoothed).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
      }
      const suggestion = suggestRates(points);
      for (const rate of suggestion ? [suggestion.steepest, suggestion.tenthOfMinimum] : []) {
        expect(rate).toBeGreaterThanOrEqual(1e-8);
        expect(rate).toBeLessThanOrEqual(1);
      }
    }),
  );
});
