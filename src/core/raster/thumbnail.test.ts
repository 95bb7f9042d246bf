import { expect, it } from "vitest";
import { thumbnailOf } from "./thumbnail.ts";

it("shrinks by averaging and stretches to the full scale", () => {
  const data = Uint16Array.from({ length: 40 * 80 }, (_, pixel) => 1000 + Math.floor((pixel % 80) / 4));
  const small = thumbnailOf({ rows: 40, columns: 80, channels: 1, data }, 20);
  expect([small.rows, small.columns]).toEqual([10, 20]);
  expect(Array.from(small.data.subarray(0, 20))).toEqual(
    Array.from({ length: 20 }, (_, column) => Math.round((255 * column) / 19)),
  );
});

it("keeps small images at their size and constant ones black", () => {
  const flat = thumbnailOf({ rows: 2, columns: 3, channels: 3, data: new Uint8Array(18).fill(7) }, 20);
  expect([flat.rows, flat.columns]).toEqual([2, 3]);
  expect(flat.data.every((value) => value === 0)).toBe(true);
});
