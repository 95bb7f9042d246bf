import { expect, it } from "vitest";
import { StepPace } from "./step-pace.ts";

it("is the mean time between steps, without pauses", () => {
  const pace = new StepPace();
  pace.restart();
  expect(pace.step(true, 0)).toBeNull();
  expect(pace.step(true, 100)).toBe(100);
  expect(pace.step(false, 300)).toBe(150);
  expect(pace.step(true, 9000)).toBe(150);
  expect(pace.step(true, 9150)).toBe(150);
});

it("begins with the estimate, and leaves it for what is measured", () => {
  const pace = new StepPace();
  pace.restart(10);
  expect(pace.step(true, 0)).toBe(10);
  let last = 0;
  for (let step = 1; step <= 500; step++) {
    const now = pace.step(true, 20 * step) ?? 0;
    expect(now).toBeGreaterThanOrEqual(last);
    last = now;
  }
  expect(last).toBeCloseTo(20, 1);
});
