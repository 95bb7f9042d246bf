import { expect, it } from "vitest";
import { largestDifference } from "./largest-difference.ts";

it("is the largest, and NaN wherever a NaN is", () => {
  expect(largestDifference([1, 5, 3], [1, 2, 4])).toBe(3);
  expect(largestDifference([], [])).toBe(0);
  for (const at of [0, 1, 2]) {
    const values = [1, 2, 3].map((value, index) => (index === at ? Number.NaN : value));
    expect(largestDifference(values, [1, 2, 3])).toBeNaN();
    expect(largestDifference([1, 2, 3], values)).toBeNaN();
  }
});

it("is infinite for different lengths", () => {
  expect(largestDifference([1, 2], [1])).toBe(Number.POSITIVE_INFINITY);
  expect(largestDifference([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
});
