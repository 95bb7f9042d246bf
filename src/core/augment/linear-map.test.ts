import { describe, expect, test } from "vitest";
import { compose, IDENTITY, type LinearMap, mirroring, scaling, turning } from "./linear-map.ts";

const entries = (map: LinearMap) => Object.values(map).map((value) => value + 0);

/** Source of an offset (row, column) in the crop. */
const source = (map: LinearMap, row: number, column: number) => [
  map.rowFromRow * row + map.rowFromColumn * column,
  map.columnFromRow * row + map.columnFromColumn * column,
];

describe("linear maps", () => {
  test.each([-270, -180, -90, 0, 90, 180, 270, 360])(
    "a rotation by %s degrees has integer entries",
    (degrees) => {
      expect(entries(turning(degrees)).every(Number.isInteger)).toBe(true);
    },
  );

  test("four 90° rotations, two reflections, and a rotation with its inverse are the identity", () => {
    const quarter = turning(90);
    expect(entries(compose(quarter, compose(quarter, compose(quarter, quarter))))).toEqual(entries(IDENTITY));
    expect(entries(compose(mirroring(true, false), mirroring(true, false)))).toEqual(entries(IDENTITY));
    const there = entries(compose(turning(33), turning(-33)));
    entries(IDENTITY).forEach((value, index) => {
      expect(there[index]).toBeCloseTo(value, 12);
    });
  });

  test("rotating from down to right reads from below", () => {
    // After a rotation from the row axis towards the column axis, the pixel from (1, 0) is at (0, 1).
    expect(source(turning(90), 0, 1)).toEqual([1, 0]);
  });

  test("scaling up reads at smaller offsets, and the inner map is applied first", () => {
    expect(source(scaling(2), 4, 6)).toEqual([2, 3]);
    expect(source(compose(mirroring(true, false), turning(90)), 1, 2)).toEqual([-2, -1]);
  });
});
