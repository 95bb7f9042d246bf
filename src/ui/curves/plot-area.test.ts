import { expect, test } from "vitest";
import { placeOf, valueAt } from "./plot-area.ts";

const AREA = { left: 50, width: 200, range: [100, 300] } as const;

test("positions and values are inverse within the area", () => {
  expect(valueAt(AREA, 50)).toBe(100);
  expect(valueAt(AREA, 150)).toBe(200);
  for (const value of [100, 123, 300]) expect(valueAt(AREA, placeOf(AREA, value)!)).toBeCloseTo(value, 10);
});

test("nothing is at a position or value outside the area", () => {
  expect(valueAt(AREA, 49)).toBeNull();
  expect(valueAt(AREA, 251)).toBeNull();
  expect(placeOf(AREA, 99)).toBeNull();
  expect(placeOf(AREA, 301)).toBeNull();
});
