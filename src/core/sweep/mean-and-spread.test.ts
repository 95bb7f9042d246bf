import fc from "fast-check";
import { expect, test } from "vitest";
import { meanAndSpread } from "./mean-and-spread.ts";

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

test("the spread is the sample standard deviation, with n - 1", () => {
  expect(meanAndSpread([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, mean: 5, spread: Math.sqrt(32 / 7) });
});

test("a single value has no spread, and no values have nothing", () => {
  expect(meanAndSpread([3])).toEqual({ count: 1, mean: 3, spread: null });
  expect(meanAndSpread([])).toBeNull();
});

test("equal values have their own value as mean and no spread", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 2, max: 20 }),
      (value, n) => {
        const found = meanAndSpread(new Array<number>(n).fill(value));
        expect(found?.mean).toBe(value);
        expect(found?.spread).toBe(0);
      },
    ),
  );
});

test("a shift moves the mean and keeps the spread, and the order does not matter", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: -1000, max: 1000 }), (list, shift) => {
      const [before, after] = [list, list.map((value) => value + shift).reverse()].map(meanAndSpread);
      const near = (a = 0, b = 0) => expect(Math.abs(a - b)).toBeLessThan(1e-6);
      near(after?.mean, (before?.mean ?? 0) + shift);
      near(after?.spread ?? 0, before?.spread ?? 0);
    }),
  );
});

test("a value that is not a number is not hidden", () => {
  expect(meanAndSpread([1, Number.NaN])?.mean).toBeNaN();
});
