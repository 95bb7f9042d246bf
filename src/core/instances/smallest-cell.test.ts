import { expect, test } from "vitest";
import { smallestCell } from "./smallest-cell.ts";

test("the smallest cell is the first percentile of the areas, as numpy.percentile gives it", () => {
  expect(smallestCell([])).toBeNull();
  expect(smallestCell([40])).toBe(40);
  expect(smallestCell([90, 10])).toBe(10);
  // numpy.percentile(range(10, 511), 1) = 15, of range(10, 211) it is 12.
  expect(smallestCell(Array.from({ length: 501 }, (_, place) => 510 - place))).toBe(15);
  expect(smallestCell(Array.from({ length: 201 }, (_, place) => 10 + place))).toBe(12);
  expect(smallestCell([10, 200, 300])).toBe(13);
});
