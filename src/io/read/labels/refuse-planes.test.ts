import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rasterOf } from "../raster/raster.ts";
import { labelsOf } from "./labels-of.ts";

const SIDE = 12;
const REFUSED = /not certain whether they are slices/;

/** A label image with squares of 3 x 3 px at these upper left corners. */
function slice(corners: readonly (readonly [row: number, column: number])[], first = 1): Uint16Array {
  const data = new Uint16Array(SIDE * SIDE);
  corners.forEach(([row, column], cell) => {
    for (let at = 0; at < 9; at++) data[(row + Math.floor(at / 3)) * SIDE + column + (at % 3)] = first + cell;
  });
  return data;
}

/** Slices as stored in a file with one plane per channel. */
function planar(slices: readonly Uint16Array[], alpha = slices.length === 4) {
  const channels = slices.length;
  const samples = Uint16Array.from({ length: channels * SIDE * SIDE }, (_, at) => {
    return slices[at % channels][Math.floor(at / channels)];
  });
  return rasterOf({ rows: SIDE, columns: SIDE, channels, samples, planar: true, alpha });
}

const corner = fc.tuple(fc.constantFrom(0, 1, 2, 4, 5), fc.constantFrom(0, 1, 4, 5, 8));
const stack = fc.array(fc.array(corner, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 4 });

describe("labels with one plane per channel", () => {
  it("are never read as colours or opacity if they may be overlapping slices", () => {
    fc.assert(
      fc.property(stack, (corners) => {
        const slices = corners.map((all) => slice(all));
        const overlap = slices[0].some((_, pixel) => {
          const values = slices.map((one) => one[pixel]).filter((value) => value > 0);
          return new Set(values).size > 1;
        });
        fc.pre(overlap);
        expect(() => labelsOf("x.tif", planar(slices))).toThrow(REFUSED);
      }),
    );
  });

  it("are refused if the last of four slices would be an opacity", () => {
    const one = slice([[1, 1]]);
    expect(() => labelsOf("x.tif", planar([one, one, one, slice([[7, 7]])]))).toThrow(REFUSED);
  });

  it("are read if slices and colours give the same cells", () => {
    const [a, b, c] = [slice([[0, 0]]), slice([[4, 4]], 2), slice([[8, 8]], 3)];
    expect(new Set(labelsOf("x.tif", planar([a, b, c])).labels.data).size).toBe(4);
    const opaque = new Uint16Array(SIDE * SIDE).fill(65_535);
    expect(new Set(labelsOf("x.tif", planar([a, b, c, opaque])).labels.data).size).toBe(4);
    expect([...labelsOf("x.tif", planar([b, b, b])).labels.data]).toEqual([...b]);
  });
});
