import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "../raster/cut.ts";
import { type Box, type Labels, wholeBox } from "../raster/plane.ts";
import { type Border, squaredDistance } from "../targets/squared-distance.ts";
import { unitVectors } from "../targets/unit-vectors.ts";
import { createRandom } from "./random.ts";
import type { SourceImage } from "./source-image.ts";
import { sourceVectors } from "./source-vectors.ts";

/** Discs of one size, each with its own id; later discs cover earlier ones. */
function drawDiscs(rows: number, columns: number, count: number, radius: number, seed: number): Labels {
  const random = createRandom(seed);
  const data = new Int32Array(rows * columns);
  for (let id = 1; id <= count; id++) {
    const [centreRow, centreColumn] = [random.uniform(0, rows), random.uniform(0, columns)];
    for (let pixel = 0; pixel < data.length; pixel++) {
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      if (Math.hypot(row - centreRow, column - centreColumn) < radius) data[pixel] = id;
    }
  }
  return { rows, columns, data };
}

/** A label image that records which boxes are read. */
function watched(labels: Labels): { source: SourceImage; reads: Box[] } {
  const reads: Box[] = [];
  const source: SourceImage = {
    ...labels,
    deviation: 1,
    read: () => Promise.reject(new Error("only labels shall be read")),
    cellPixels: () => Promise.reject(new Error("only labels shall be read")),
    readLabels(box) {
      reads.push(box);
      return { rows: box.rows, columns: box.columns, data: cut(labels, box) };
    },
  };
  return { source, reads };
}

async function expectWholeImageVectors(labels: Labels, box: Box, border: Border): Promise<Box[]> {
  const { source, reads } = watched(labels);
  const found = await sourceVectors(source, box, border);
  const whole = unitVectors(labels, squaredDistance(labels, border));
  const within = { ...box, top: box.top - found.box.top, left: box.left - found.box.left };
  for (const [name, channels] of [
    ["unitVectors", 2],
    ["valid", 1],
  ] as const) {
    const own = cut({ ...found.box, data: found.vectors[name] }, within, channels);
    expect(own).toEqual(cut({ ...labels, data: whole[name] }, box, channels));
  }
  return reads;
}

const anyBorder = fc.constantFrom<Border>("open", "closed");

describe("vectors of a box", () => {
  it("equal those of the whole image bit for bit", async () => {
    const anyPlace = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 260 }),
        fc.integer({ min: 1, max: 260 }),
        fc.constantFrom(0, 1, 6),
        fc.constantFrom(3, 20, 90, 400),
        fc.integer(),
        fc.tuple(anyPlace, anyPlace, anyPlace, anyPlace),
        anyBorder,
        async (rows, columns, count, radius, seed, [top, left, high, wide], border) => {
          const box = { top: Math.floor(top * rows), left: Math.floor(left * columns) };
          const size = {
            rows: 1 + Math.floor((high * (rows - box.top)) / 2),
            columns: 1 + Math.floor((wide * (columns - box.left)) / 2),
          };
          await expectWholeImageVectors(
            drawDiscs(rows, columns, count, radius, seed),
            { ...box, ...size },
            border,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it("require only a margin of the labels for small cells", async () => {
    const labels = drawDiscs(500, 400, 60, 12, 1);
    const box = { top: 200, left: 180, rows: 30, columns: 20 };
    for (const border of ["open", "closed"] as const) {
      const [read, ...more] = await expectWholeImageVectors(labels, box, border);
      expect(more).toEqual([]);
      expect(read).toEqual({ top: 136, left: 116, rows: 158, columns: 148 });
    }
  });

  it("are computed from the whole image if one cell fills it", async () => {
    const labels = { rows: 300, columns: 310, data: new Int32Array(300 * 310).fill(7) };
    const box = { top: 140, left: 150, rows: 10, columns: 10 };
    const reads = await expectWholeImageVectors(labels, box, "open");
    expect(reads.at(-1)).toEqual(wholeBox(labels));
    await expectWholeImageVectors(labels, box, "closed");
  });
});
