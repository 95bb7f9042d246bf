import { expect, test } from "vitest";
import { scheduleOf } from "../../core/recipe/schedules.ts";
import { scheduleCurve } from "./schedule-curve.ts";

test("a constant rate is a horizontal line", () => {
  const { points, first, last } = scheduleCurve({ kind: "constant", learningRate: 1e-5 }, 1000, 7);
  expect(points.every(([, rate]) => rate === 1)).toBe(true);
  expect([first, last]).toEqual([1e-5, 1e-5]);
});

test("one-cycle rises from a small fraction of its maximum, and ends far below that", () => {
  const { points, first, highest, last } = scheduleCurve(scheduleOf("oneCycle", 2e-3), 400, 7);
  expect(points.length).toBeLessThanOrEqual(96);
  expect(points[0][0]).toBe(0);
  expect(points.at(-1)?.[0]).toBe(1);
  expect(first).toBeCloseTo(2e-3 / 25, 12);
  expect(highest).toBeGreaterThan(0.99 * 2e-3);
  expect(last).toBeLessThan(first / 1000);
});

test("a single step is a single point", () => {
  expect(scheduleCurve(scheduleOf("oneCycle", 1), 1, 7).points).toEqual([[0, 1]]);
});
