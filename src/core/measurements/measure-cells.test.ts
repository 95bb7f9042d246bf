import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IGNORED, type Labels, type Pixels } from "../raster/plane.ts";
import { golden } from "../testing/golden.ts";
import { measureCells } from "./measure-cells.ts";
import { expectCells, type ReferenceCell } from "./testing/expect-cells.ts";

interface Drawn {
  readonly images: readonly {
    readonly name: string;
    readonly rows: readonly string[];
    readonly cells: readonly ReferenceCell[];
  }[];
}

const LETTERS = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const CHANNELS = 2;

function labelsOf(...drawing: readonly string[]): Labels {
  const data = Int32Array.from(drawing.join(""), (letter) => LETTERS.indexOf(letter));
  return { rows: drawing.length, columns: drawing[0].length, data };
}

/** The image of `scripts/make-measurements.py`. */
function imageOf({ rows, columns }: Labels): Pixels {
  const data = Uint8Array.from({ length: rows * columns * CHANNELS }, (_, at) => {
    const pixel = Math.floor(at / CHANNELS);
    return (7 * Math.floor(pixel / columns) + 13 * (pixel % columns) + 101 * (at % CHANNELS)) % 251;
  });
  return { rows, columns, channels: CHANNELS, data };
}

const measure = (labels: Labels) => measureCells(labels, imageOf(labels));

const { images } = JSON.parse(readFileSync(golden("measurements/drawn.json"), "utf8")) as Drawn;

it.each(images)("$name: equals scikit-image's regionprops", ({ rows, cells }) => {
  expectCells(measure(labelsOf(...rows)), cells);
});

/** Label images with few ids, so that cells are large, torn, touching and on the border. */
const labelImages = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.constantFrom(0, 0, 3, 3, 7, 2 ** 31 - 1), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((ids): Labels => ({ rows, columns, data: Int32Array.from(ids) })),
  );

/** The pixels of a cell as `[row, column]`. */
function pixelsOf({ columns, data }: Labels, id: number): [number, number][] {
  return [...data].flatMap((own, at): [number, number][] =>
    own === id ? [[Math.floor(at / columns), at % columns]] : [],
  );
}

/** Convex area by definition: pixels that no line through two points has on the other side of all points. */
function convexAreaOf(labels: Labels, id: number): number {
  const points = pixelsOf(labels, id).flatMap(([row, column]) => [
    [2 * row - 1, 2 * column],
    [2 * row + 1, 2 * column],
    [2 * row, 2 * column - 1],
    [2 * row, 2 * column + 1],
  ]);
  const lines = points.flatMap(([y, x]) =>
    points.flatMap(([toY, toX]) => {
      const side = (atY: number, atX: number) => (toX - x) * (atY - y) - (toY - y) * (atX - x);
      const isEdge = (toX !== x || toY !== y) && points.every(([atY, atX]) => side(atY, atX) >= 0);
      return isEdge ? [side] : [];
    }),
  );
  let area = 0;
  for (let row = 0; row < labels.rows; row++) {
    for (let column = 0; column < labels.columns; column++) {
      if (lines.every((side) => side(2 * row, 2 * column) >= 0)) area += 1;
    }
  }
  return area;
}

/** Ids beside the pixels of a cell. */
function besideOf({ rows, columns, data }: Labels, id: number): Set<number> {
  const beside = pixelsOf({ rows, columns, data }, id).flatMap(([row, column]) =>
    [
      [row - 1, column],
      [row + 1, column],
      [row, column - 1],
      [row, column + 1],
    ]
      .filter(([r, c]) => r >= 0 && c >= 0 && r < rows && c < columns)
      .map(([r, c]) => data[r * columns + c]),
  );
  return new Set(beside.filter((other) => other > 0 && other !== id));
}

describe("for any label image", () => {
  it("solidity and touching neighbours are as defined", () => {
    fc.assert(
      fc.property(labelImages, (labels) => {
        const { ids, shape } = measure(labels);
        expect([...ids]).toEqual([...new Set(labels.data)].filter((id) => id > 0).sort((a, b) => a - b));
        for (const [at, id] of ids.entries()) {
          expect(shape.area[at]).toBe(pixelsOf(labels, id).length);
          expect(shape.solidity[at]).toBe(shape.area[at] / convexAreaOf(labels, id));
          expect(shape.neighbours[at]).toBe(besideOf(labels, id).size);
        }
      }),
    );
  });

  it("a shift moves the centroid only, and a transposition swaps its sides only", () => {
    fc.assert(
      fc.property(labelImages, (labels) => {
        const { rows, columns, data } = labels;
        const shape = measure(labels).shape;
        const moved = new Int32Array((rows + 2) * (columns + 3));
        const turned = new Int32Array(data.length);
        for (let pixel = 0; pixel < data.length; pixel++) {
          const [row, column] = [Math.floor(pixel / columns), pixel % columns];
          moved[(row + 1) * (columns + 3) + column + 2] = data[pixel];
          turned[column * rows + row] = data[pixel];
        }
        const shifted = measure({ rows: rows + 2, columns: columns + 3, data: moved }).shape;
        const swapped = measure({ rows: columns, columns: rows, data: turned }).shape;
        for (let cell = 0; cell < shape.area.length; cell++) {
          expect(shifted.row[cell]).toBeCloseTo(shape.row[cell] + 1, 10);
          expect(shifted.column[cell]).toBeCloseTo(shape.column[cell] + 2, 10);
          expect(swapped.row[cell]).toBeCloseTo(shape.column[cell], 10);
          expect(swapped.column[cell]).toBeCloseTo(shape.row[cell], 10);
          for (const other of [shifted, swapped]) {
            for (const key of ["area", "perimeter", "eccentricity", "solidity", "neighbours"] as const) {
              expect(other[key][cell], key).toBeCloseTo(shape[key][cell], 6);
            }
          }
        }
      }),
    );
  });
});

it("ignored pixels belong to no cell and touch none", () => {
  const labels = labelsOf("aa.bb", "aa.bb");
  const plain = measure(labels);
  const ignored = { ...labels, data: labels.data.map((id) => (id === 0 ? IGNORED : id)) };
  expect(measure(ignored)).toEqual(plain);
  expect([...plain.shape.neighbours]).toEqual([0, 0]);
});

it("an image without cells has no measurements", () => {
  const { ids, shape, means } = measure(labelsOf("..", ".."));
  expect(ids).toHaveLength(0);
  expect(shape.area).toHaveLength(0);
  expect(means.map(({ length }) => length)).toEqual([0, 0]);
});

it("labels of another size are refused", () => {
  const labels = labelsOf("ab");
  expect(() => measureCells(labels, imageOf(labelsOf("a", "b")))).toThrow(RangeError);
});

it("intensities are those of the stored type, without normalisation", () => {
  const labels = labelsOf("ab", "ab");
  const data = Float32Array.of(-2, 60_000, 4, 60_001);
  const { means, sums } = measureCells(labels, { rows: 2, columns: 2, channels: 1, data });
  expect([means[0], sums[0]]).toEqual([Float64Array.of(1, 60_000.5), Float64Array.of(2, 120_001)]);
});
