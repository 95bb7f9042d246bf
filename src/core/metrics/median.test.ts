import { expect, it } from "vitest";
import { median } from "./median.ts";

it.each([
  [[7], 7],
  [[9, 10, 1], 9],
  [[100, 20, 3, 4], 12],
  [[-2, -10, 5, 5, 0], 0],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

it("keeps the values in order and returns null for none", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
  expect(median([])).toBeNaN();
});
