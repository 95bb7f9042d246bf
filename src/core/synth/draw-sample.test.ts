import { describe, expect, it } from "vitest";
import { countMatches } from "../metrics/matching.ts";
import { overlapTable } from "../metrics/overlap-table.ts";
import type { Labels } from "../raster/plane.ts";
import { connectedParts } from "./connected-parts.ts";
import { type DrawnImage, drawBuiltInSample } from "./draw-sample.ts";

const SEEDS = [1, 2];
/** Images with the second seed. */
const FEW = 6;
const KINDS = ["phase", "fluorescence"] as const;
const MIN_CELLS = 20;
const SMALLEST_CELL = 30;

function cellsIn({ data }: Labels): number {
  return data.reduce((highest, id) => Math.max(highest, id), 0);
}

/** Connected components of the ground-truth mask: the result of a perfect threshold. */
function componentsOfMask(labels: Labels): Labels {
  const mask = { ...labels, data: labels.data.map((id) => (id > 0 ? 1 : 0)) };
  const data = new Int32Array(labels.data.length);
  connectedParts(mask, 8).forEach(({ pixels }, index) => {
    for (const pixel of pixels) data[pixel] = index + 1;
  });
  return { ...labels, data };
}

function spread(values: ArrayLike<number>): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  for (let place = 0; place < values.length; place++) {
    sum += values[place];
    squares += values[place] ** 2;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(squares / values.length - mean * mean) };
}

const drawn = new Map<string, DrawnImage[]>();

/** All images of a sample with the first seed, a few of another; drawn once. */
function sampleOf(kind: (typeof KINDS)[number], seed: number): readonly DrawnImage[] {
  const key = `${kind} ${seed}`;
  const known = drawn.get(key);
  if (known) return known;
  const images: DrawnImage[] = [];
  drawn.set(key, images);
  for (const image of drawBuiltInSample(kind, seed)) {
    images.push(image);
    if (seed !== SEEDS[0] && images.length === FEW) break;
  }
  return images;
}

describe.each(KINDS)("built-in sample, %s", (kind) => {
  it.each(SEEDS)("seed %i: 24 images, or a few of them, of 256 x 256 with at least 20 cells each", (seed) => {
    const images = sampleOf(kind, seed);
    const count = seed === SEEDS[0] ? 24 : FEW;
    expect(images).toHaveLength(count);
    expect(new Set(images.map(({ name }) => name)).size).toBe(count);
    for (const { pixels, labels } of images) {
      expect([pixels.rows, pixels.columns, pixels.channels]).toEqual([256, 256, 1]);
      expect(pixels.data).toBeInstanceOf(kind === "phase" ? Uint8Array : Uint16Array);
      expect(pixels.data).toHaveLength(256 * 256);
      expect([labels.rows, labels.columns]).toEqual([256, 256]);
      expect(cellsIn(labels)).toBeGreaterThanOrEqual(MIN_CELLS);
    }
  });

  it.each(SEEDS)("seed %i: ids are contiguous from 1, each cell is connected and not tiny", (seed) => {
    for (const { labels } of sampleOf(kind, seed)) {
      const parts = connectedParts(labels, 4);
      const ids = parts.map(({ id }) => id).sort((a, b) => a - b);
      expect(ids).toEqual(Array.from({ length: cellsIn(labels) }, (_, index) => index + 1));
      expect(Math.min(...parts.map(({ pixels }) => pixels.length))).toBeGreaterThanOrEqual(SMALLEST_CELL);
    }
  });

  it.each(SEEDS)(
    "seed %i: connected components of the true mask find fewer than 70 %% of the cells",
    (seed) => {
      let cells = 0;
      let found = 0;
      for (const { labels } of sampleOf(kind, seed)) {
        cells += cellsIn(labels);
        found += countMatches(overlapTable(labels, componentsOfMask(labels)), 50, "greater").matched;
      }
      expect(found / cells).toBeLessThan(0.7);
      expect(found / cells).toBeGreaterThan(0.35);
    },
  );

  it("uses the camera's range with little clipping", () => {
    const top = kind === "phase" ? 255 : 65535;
    for (const { pixels } of sampleOf(kind, SEEDS[0])) {
      const clipped = Array.from(pixels.data).filter((value) => value === 0 || value === top).length;
      expect(clipped / pixels.data.length).toBeLessThan(0.01);
      expect(spread(pixels.data).deviation).toBeGreaterThan(0.005 * top);
    }
  });

  it("the same seed gives the same images, another seed others", () => {
    const [again] = drawBuiltInSample(kind, SEEDS[0]);
    const first = sampleOf(kind, SEEDS[0])[0];
    expect(again.pixels.data).toEqual(first.pixels.data);
    expect(again.labels.data).toEqual(first.labels.data);
    expect(sampleOf(kind, SEEDS[1])[0].labels.data).not.toEqual(first.labels.data);
  });
});

describe("properties of the images", () => {
  /** Mean intensity inside cells, in the rim of 3 px around them, and far from them. */
  function zones({ pixels, labels }: DrawnImage): { cell: number; rim: number; far: number } {
    const { rows, columns, data } = labels;
    const sums = { cell: [0, 0], rim: [0, 0], far: [0, 0] };
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let zone: keyof typeof sums = data[row * columns + column] > 0 ? "cell" : "far";
        if (zone === "far") {
          for (let down = -3; down <= 3; down++) {
            for (let right = -3; right <= 3; right++) {
              const [r, c] = [row + down, column + right];
              if (r >= 0 && c >= 0 && r < rows && c < columns && data[r * columns + c] > 0) zone = "rim";
            }
          }
        }
        sums[zone][0] += pixels.data[row * columns + column];
        sums[zone][1] += 1;
      }
    }
    const mean = ([sum, count]: number[]) => sum / count;
    return { cell: mean(sums.cell), rim: mean(sums.rim), far: mean(sums.far) };
  }

  it("phase: a halo brighter than the background around cells darker than it", () => {
    for (const image of sampleOf("phase", SEEDS[1])) {
      const { cell, rim, far } = zones(image);
      expect(rim).toBeGreaterThan(far);
      expect(cell).toBeLessThan(far);
    }
  });

  it("fluorescence: bright cells with haze on a dark background", () => {
    for (const image of sampleOf("fluorescence", SEEDS[1])) {
      const { cell, rim, far } = zones(image);
      expect(cell).toBeGreaterThan(1.5 * rim);
      expect(rim).toBeGreaterThan(far);
    }
  });
});
