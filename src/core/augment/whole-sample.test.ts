import { expect, test } from "vitest";
import { SourceImage } from "./source-image.ts";
import { wholeSample } from "./whole-sample.ts";

const ROWS = 20;
const COLUMNS = 37;
const source = new SourceImage(
  { rows: ROWS, columns: COLUMNS, data: Float32Array.from({ length: ROWS * COLUMNS }, (_, pixel) => pixel) },
  {
    rows: ROWS,
    columns: COLUMNS,
    data: Int32Array.from({ length: ROWS * COLUMNS }, (_, pixel) => (pixel % COLUMNS > 25 ? 3 : 0)),
  },
);

test("a whole image is padded by mirroring to the multiple, and what was added does not count", () => {
  const sample = wholeSample(source, { border: "open", crop: "whole", multiple: 16 });
  expect([sample.rows, sample.columns]).toEqual([32, 48]);
  expect(sample.image[0]).toBe(0);
  expect(sample.image[19 * 48 + 36]).toBe(ROWS * COLUMNS - 1);
  expect(sample.image[20 * 48 + 37]).toBe(ROWS * COLUMNS - 1);
  expect(sample.image[21 * 48 + 38]).toBe(18 * COLUMNS + 35);
  expect(sample.inside.reduce((sum, value) => sum + value, 0)).toBe(ROWS * COLUMNS);
  expect(sample.weight[19 * 48 + 36]).toBeCloseTo(1 / Math.sqrt(11 * ROWS), 6);
  expect(sample.weight[20 * 48 + 36]).toBe(0);
  expect(sample.valid[5 * 48 + 40]).toBe(0);
  expect(sample.labels[5 * 48 + 40]).toBe(3);
});

test("a centre crop is the middle of the image", () => {
  const sample = wholeSample(source, { border: "open", crop: 16, multiple: 16 });
  expect([sample.rows, sample.columns]).toEqual([16, 16]);
  expect(sample.image[0]).toBe(2 * COLUMNS + 10);
  expect(sample.inside.includes(0)).toBe(false);
});

test("a crop larger than the image is the whole image", () => {
  const sample = wholeSample(source, { border: "open", crop: 64, multiple: 16 });
  expect([sample.rows, sample.columns]).toEqual([32, 48]);
});
