import { expect, test } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { computeTargets } from "../../core/targets/targets.ts";
import type { NumberArray } from "../../nets/weights.ts";
import { applySymmetry, SYMMETRIES, undoSymmetry } from "./symmetries.ts";

const ROWS = 7;
const COLUMNS = 5;

function randomPixels(channels: number): NumberArray {
  const random = createRandom(3, channels);
  const data = Float32Array.from({ length: ROWS * COLUMNS * channels }, () => random.uniform(0, 1));
  return { shape: [1, ROWS, COLUMNS, channels], data };
}

test("there are eight symmetries, the identity first", () => {
  const pixels = randomPixels(1);
  const all = SYMMETRIES.map((symmetry) => [...applySymmetry(pixels, symmetry, "values").data].join());
  expect(new Set(all).size).toBe(8);
  expect(all[0]).toBe([...pixels.data].join());
});

test.each(SYMMETRIES)("%j is invertible", (symmetry) => {
  for (const meaning of ["values", "vectors"] as const) {
    const pixels = randomPixels(2);
    expect(undoSymmetry(applySymmetry(pixels, symmetry, meaning), symmetry, meaning)).toEqual(pixels);
  }
  const levels = randomPixels(16);
  expect(undoSymmetry(applySymmetry(levels, symmetry, "values"), symmetry, "values")).toEqual(levels);
});

/** Two touching cells, both asymmetric. */
const LABELS = Int32Array.from(
  [
    [0, 1, 1, 1, 0],
    [1, 1, 1, 2, 2],
    [1, 1, 1, 2, 2],
    [0, 1, 2, 2, 2],
    [0, 2, 2, 2, 2],
    [0, 0, 2, 2, 0],
    [0, 0, 2, 0, 0],
  ].flat(),
);

function vectorsOf(rows: number, columns: number, data: Int32Array): NumberArray {
  const { unitVectors } = computeTargets({ rows, columns, data }, { border: "open" });
  return { shape: [1, rows, columns, 2], data: unitVectors };
}

test.each(SYMMETRIES)(
  "vectors of labels transformed by %j equal the transformed vectors of the labels",
  (symmetry) => {
    const labels = { shape: [1, ROWS, COLUMNS, 1], data: Float32Array.from(LABELS) };
    const moved = applySymmetry(labels, symmetry, "values");
    const [, rows, columns] = moved.shape;
    const recomputed = vectorsOf(rows, columns, Int32Array.from(moved.data));
    const withPixels = applySymmetry(vectorsOf(ROWS, COLUMNS, LABELS), symmetry, "vectors");
    expect(withPixels.shape).toEqual(recomputed.shape);
    for (let place = 0; place < recomputed.data.length; place++) {
      expect(withPixels.data[place]).toBeCloseTo(recomputed.data[place], 6);
    }
  },
);
