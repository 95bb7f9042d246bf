import { expect, it } from "vitest";
import { finitePicture } from "./finite-picture.ts";

it("sets values that are no numbers to the lowest one and counts them", () => {
  const data = Float32Array.of(Number.NaN, 3, -2, Number.POSITIVE_INFINITY);
  const { picture, replaced } = finitePicture({ rows: 1, columns: 4, channels: 1, data });
  expect(Array.from(picture.data)).toEqual([-2, 3, -2, -2]);
  expect(replaced).toBe(2);
});

it("hands a good picture back untouched", () => {
  const picture = { rows: 1, columns: 2, channels: 1, data: Float32Array.of(1, 2) };
  expect(finitePicture(picture)).toEqual({ picture, replaced: 0 });
});
