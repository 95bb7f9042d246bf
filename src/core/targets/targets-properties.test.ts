import fc from "fast-check";
import { expect, test } from "vitest";
import type { Labels } from "../raster/plane.ts";
import { type Border, squaredDistance } from "./squared-distance.ts";
import { computeTargets } from "./targets.ts";

const border = fc.constantFrom<Border>("open", "closed");

/** Random label images with touching, nested, disjoint and one-pixel cells. */
const labelImage = fc
  .record({
    rows: fc.integer({ min: 1, max: 14 }),
    columns: fc.integer({ min: 1, max: 14 }),
    ids: fc.array(fc.constantFrom(0, 1, 2, 2 ** 31 - 1), { minLength: 196, maxLength: 196 }),
    block: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ rows, columns, ids, block }): Labels => {
    const data = Int32Array.from({ length: rows * columns }, (_, pixel) => {
      const row = Math.floor(Math.floor(pixel / columns) / block);
      return ids[row * 14 + Math.floor((pixel % columns) / block)];
    });
    return { rows, columns, data };
  });

/** Squared distances by comparing every pair of pixels. */
function bruteForce({ rows, columns, data }: Labels, border: Border): number[] {
  const ring = border === "closed" ? 1 : 0;
  return Array.from(data, (id, pixel) => {
    if (id === 0) return 0;
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    let nearest = Number.POSITIVE_INFINITY;
    for (let r = -ring; r < rows + ring; r++) {
      for (let c = -ring; c < columns + ring; c++) {
        const outside = r < 0 || c < 0 || r >= rows || c >= columns;
        if (outside || data[r * columns + c] !== id)
          nearest = Math.min(nearest, (r - row) ** 2 + (c - column) ** 2);
      }
    }
    return Number.isFinite(nearest) ? nearest : 0;
  });
}

test("distances equal a brute-force search over all pairs of pixels", () => {
  fc.assert(
    fc.property(labelImage, border, (labels, rule) => {
      expect([...squaredDistance(labels, rule)]).toEqual(bruteForce(labels, rule));
    }),
    { numRuns: 300 },
  );
});

function transposed({ rows, columns, data }: Labels): Labels {
  const turned = Int32Array.from(
    data,
    (_, pixel) => data[(pixel % rows) * columns + Math.floor(pixel / rows)],
  );
  return { rows: columns, columns: rows, data: turned };
}

test("transposing the labels swaps the two components and nothing else", () => {
  fc.assert(
    fc.property(labelImage, border, (labels, rule) => {
      const straight = computeTargets(labels, { border: rule });
      const turned = computeTargets(transposed(labels), { border: rule });
      const { rows, columns } = labels;
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const here = row * columns + column;
          const there = column * rows + row;
          expect(turned.unitVectors[2 * there + 1]).toBe(straight.unitVectors[2 * here]);
          expect(turned.unitVectors[2 * there]).toBe(straight.unitVectors[2 * here + 1]);
          expect(turned.level[there]).toBe(straight.level[here]);
          expect(turned.weight[there]).toBe(straight.weight[here]);
        }
      }
    }),
  );
});

test("other ids change nothing", () => {
  fc.assert(
    fc.property(labelImage, border, fc.integer({ min: 1, max: 1000 }), (labels, rule, start) => {
      const renamed = new Map<number, number>([[0, 0]]);
      const data = labels.data.map((id) => {
        if (!renamed.has(id)) renamed.set(id, start + 7 * renamed.size);
        return renamed.get(id) ?? 0;
      });
      expect(computeTargets({ ...labels, data }, { border: rule })).toEqual(
        computeTargets(labels, { border: rule }),
      );
    }),
  );
});

test("vectors have length one or zero, valid ones length one; background has none", () => {
  fc.assert(
    fc.property(labelImage, border, (labels, rule) => {
      const { unitVectors, valid, weight, distance, level } = computeTargets(labels, { border: rule });
      for (let pixel = 0; pixel < labels.data.length; pixel++) {
        const length = Math.hypot(unitVectors[2 * pixel], unitVectors[2 * pixel + 1]);
        if (length !== 0 || valid[pixel] === 1) expect(length).toBeCloseTo(1, 6);
        if (labels.data[pixel] === 0) {
          expect([length, valid[pixel], weight[pixel], distance[pixel], level[pixel]]).toEqual([
            0, 0, 0, 0, 0,
          ]);
        }
      }
    }),
  );
});

test("each cell has a total weight of the square root of its area", () => {
  fc.assert(
    fc.property(labelImage, (labels) => {
      const { weight } = computeTargets(labels, { border: "open" });
      for (const id of new Set(labels.data)) {
        if (id === 0) continue;
        const own = weight.filter((_, pixel) => labels.data[pixel] === id);
        expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(Math.sqrt(own.length), 3);
      }
    }),
  );
});

test("levels use the published bin edges, with each edge in the lower level", () => {
  const row = Int32Array.from({ length: 2 * 60 + 1 }, (_, column) => (column === 0 ? 0 : 1));
  const { distance, level } = computeTargets({ rows: 1, columns: row.length, data: row }, { border: "open" });
  const expected = [0, 0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10];
  expect([...distance.slice(0, 21)]).toEqual(expected.map((_, index) => index));
  expect([...level.slice(0, 21)]).toEqual(expected);
  expect(level[54]).toBe(14);
  expect(level[55]).toBe(15);
});

/** `numpy.gradient` along one axis of a line of values. */
function gradientAt(line: number[], place: number): number {
  const before = Math.max(0, place - 1);
  const after = Math.min(line.length - 1, place + 1);
  return (line[after] - line[before]) / (after - before);
}

test("exactly the pixels with a gradient of at least 0.3 are valid", () => {
  const lengths: number[] = [];
  fc.assert(
    fc.property(labelImage, border, ({ rows, columns, data }, rule) => {
      fc.pre(rows > 1 && columns > 1);
      const distance = bruteForce({ rows, columns, data }, rule).map(Math.sqrt);
      const { valid } = computeTargets({ rows, columns, data }, { border: rule });
      for (let pixel = 0; pixel < data.length; pixel++) {
        if (data[pixel] === 0) continue;
        const own = distance.map((value, other) => (data[other] === data[pixel] ? value : 0));
        const [row, column] = [Math.floor(pixel / columns), pixel % columns];
        const down = gradientAt(
          Array.from({ length: rows }, (_, r) => own[r * columns + column]),
          row,
        );
        const right = gradientAt(own.slice(row * columns, (row + 1) * columns), column);
        const length = Math.hypot(down, right);
        lengths.push(length);
        expect(valid[pixel]).toBe(length >= 0.3 ? 1 : 0);
      }
    }),
    { numRuns: 300, seed: 1 },
  );
  // Gradients close to the threshold on both sides, without which the threshold would not be tested.
  expect(lengths.some((length) => length > 0.25 && length < 0.3)).toBe(true);
  expect(lengths.some((length) => length >= 0.3 && length < 0.5)).toBe(true);
});
