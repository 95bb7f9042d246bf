import { expect, it } from "vitest";
import { gifBytes } from "../testing/gif-bytes.ts";
import { readGif } from "./gif.ts";

const rows = 19;
const columns = 31;
const indices = Uint8Array.from({ length: rows * columns }, (_, pixel) => (pixel * 7) % 256);

it("maps grey palettes to values and reports further frames", () => {
  const inverted = Array.from({ length: 768 }, (_, at) => 255 - Math.floor(at / 3));
  const raster = readGif("x.gif", gifBytes(rows, columns, [indices, indices.toReversed()], inverted));
  expect(raster).toMatchObject({ rows, columns, channels: 1, palette: null });
  expect(raster.samples).toEqual(indices.map((index) => 255 - index));
  expect(raster.notes).toEqual(["Only the first of 2 frames is read."]);
});

it("returns the indices of colours", () => {
  const colours = Array.from({ length: 768 }, (_, at) => (at * 5) % 256);
  const raster = readGif("x.gif", gifBytes(rows, columns, [indices], colours));
  expect(raster.samples).toEqual(indices);
  expect(Array.from(raster.palette ?? [])).toEqual(colours);
  expect(raster.notes).toEqual([]);
});

it("orders the rows of an interlaced frame", () => {
  const order = [0, 8, 16, 4, 12, 2, 6, 10, 14, 18, 1, 3, 5, 7, 9, 11, 13, 15, 17];
  const stored = Uint8Array.from(order.flatMap((row) => Array<number>(columns).fill(row)));
  const bytes = gifBytes(rows, columns, [stored]);
  const flagsAt = 13 + 768 + 9;
  bytes[flagsAt] |= 0x40;
  const { samples } = readGif("x.gif", bytes);
  expect(Array.from({ length: rows }, (_, row) => samples[row * columns])).toEqual([...Array(rows).keys()]);
});

it("refuses a frame that does not fill the image, and a truncated one", () => {
  const bytes = gifBytes(rows, columns, [indices]);
  const cut = bytes.slice(0, bytes.length - 40);
  expect(() => readGif("x.gif", cut)).toThrow(/ends early/);
  bytes[6] += 1;
  expect(() => readGif("x.gif", bytes)).toThrow(/does not fill/);
});
