import fc from "fast-check";
import { expect, test } from "vitest";
import { isStillFalling } from "./still-falling.ts";

const steps = (count: number, loss: (step: number) => number) =>
  Array.from({ length: count }, (_, step) => loss(step));
/** Noise of batches, the same each time. */
const noise = (step: number) => 0.1 * Math.sin(12.9898 * step * step);

test("a loss that halves every ten steps still falls", () => {
  expect(isStillFalling(steps(60, (step) => 2 ** (-step / 10)))).toBe(true);
});

test("a loss that has settled does not", () => {
  expect(isStillFalling(steps(60, (step) => 0.2 + 2 ** (-step / 4)))).toBe(false);
  expect(isStillFalling(steps(60, (step) => 1 + noise(step)))).toBe(false);
});

test("a decrease within the noise of the batches is none", () => {
  expect(isStillFalling(steps(16, (step) => 1 - 0.005 * step + 10 * noise(step)))).toBe(false);
});

test("a few steps tell nothing", () => {
  expect(isStillFalling([])).toBeNull();
  expect(isStillFalling(steps(11, (step) => 10 - step))).toBeNull();
});

test("a constant or rising loss never falls", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 12, max: 200 }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      (count, slope) => {
        expect(isStillFalling(steps(count, (step) => 1 + slope * step))).toBe(false);
      },
    ),
  );
});
