import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreImage } from "../metrics/instance-score.ts";
import { overlapTable } from "../metrics/overlap-table.ts";
import type { Labels } from "../raster/plane.ts";
import { readReferenceArray } from "../targets/testing/reference-arrays.ts";
import { golden } from "../testing/golden.ts";
import { adjustedMask } from "./adjusted-mask.ts";
import { type CellField, trueField } from "./cell-field.ts";
import { instanceChoice } from "./choice.ts";
import { findInstances } from "./find-instances.ts";
import { landscapeOf } from "./landscape.ts";

const array = (name: string) => readReferenceArray(golden(`landscape/${name}.npy`));

/** The field that `scripts/make-landscape.py` stored, in the bytes that it explains. */
function storedField(): CellField {
  const [probability, vectors, level] = ["probability", "vectors", "level"].map(array);
  const [rows, columns] = probability.shape;
  const pixels = rows * columns;
  const inMask = Float32Array.from(probability.data, (byte) => byte / 255);
  return {
    rows,
    columns,
    mask: inMask.map((value) => (value > 0.5 ? 1 : 0)),
    probability: inMask,
    level: Float32Array.from(level.data, (byte) => Math.round(byte / 16)),
    expectedLevel: Float32Array.from(level.data, (byte) => byte / 16),
    unitVectors: Float32Array.from(
      { length: 2 * pixels },
      (_, index) => (vectors.data[(index % 2) * pixels + Math.floor(index / 2)] - 128) / 127,
    ),
  };
}

const SETTINGS = {
  fluorescence: { part: 2, sigma: 0.7, prominence: 0.5 },
  phase: { part: 1, sigma: 1, prominence: 0.5 },
};

describe.each(Object.entries(SETTINGS))(
  "of the field stored by SciPy, with the settings for %s",
  (name, given) => {
    const field = storedField();

    test("the landscape equals SciPy's", () => {
      const { data } = landscapeOf(field, given);
      const expected = array(`${name}_landscape`).data;
      for (const [pixel, value] of data.entries()) expect(value).toBeCloseTo(expected[pixel] / 2048 - 8, 3);
    });

    test("the mask has the same holes filled", () => {
      const mask = adjustedMask(field, { maskThreshold: 0.5, holes: 100 });
      expect([...mask]).toEqual(Array.from(array("mask").data));
    });

    test("the cells are those of scikit-image, to the pixel", () => {
      const found = findInstances(field, instanceChoice("landscape", given));
      const { rows, columns } = field;
      const expected: Labels = { rows, columns, data: Int32Array.from(array(`${name}_cells`).data) };
      const score = scoreImage(overlapTable(expected, found));
      expect(score).toMatchObject({ foundCells: 10, trueCells: 10, sq: 1 });
    });
  },
);

const SIDE = 20;
const byte = fc.integer({ min: 0, max: 15 });
const unit = fc.double({ min: -1, max: 1, noNaN: true });
/** A poor network's output over a few cells: expected levels and vectors of any kind. */
const anyField = fc
  .array(fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), level: byte, down: unit, right: unit }), {
    minLength: SIDE * SIDE,
    maxLength: SIDE * SIDE,
  })
  .map((pixels): CellField => {
    const probability = Float32Array.from(pixels, ({ p }) => p);
    return {
      rows: SIDE,
      columns: SIDE,
      mask: probability.map((p) => (p > 0.5 ? 1 : 0)),
      probability,
      level: Float32Array.from(pixels, ({ level }) => level),
      expectedLevel: Float32Array.from(pixels, ({ level, down }) => Math.max(0, level + down)),
      unitVectors: Float32Array.from(pixels.flatMap(({ down, right }) => [down, right])),
    };
  });

const anyMask = {
  minimum: fc.integer({ min: 0, max: 20 }),
  maskThreshold: fc.constantFrom(0.2, 0.5, 0.8),
  holes: fc.constantFrom(0, 3, 1000),
};
const anySettings = {
  landscape: fc.record({
    part: fc.constantFrom(0, 0.5, 2, 4),
    sigma: fc.constantFrom(0, 0.7, 2),
    prominence: fc.constantFrom(0, 0.5, 2),
    ...anyMask,
  }),
  depth: fc.record({
    reach: fc.constantFrom(1, 14, 100),
    prominence: fc.constantFrom(0, 1.5, 5),
    share: fc.constantFrom(0, 0.25, 1),
    ...anyMask,
  }),
};
const BOTH = ["landscape", "depth"] as const;

test.each(BOTH)(
  "of %s, cells lie within the adjusted mask, cover all its larger components, and are the same every time",
  (method) => {
    const settings: fc.Arbitrary<{ maskThreshold: number; holes: number }> = anySettings[method];
    fc.assert(
      fc.property(anyField, settings, (field, given) => {
        const choice = instanceChoice(method, given);
        const found = findInstances(field, choice);
        const mask = adjustedMask(field, given);
        expect(found.data.every((id, pixel) => id === 0 || mask[pixel] > 0)).toBe(true);
        expect(findInstances(field, choice)).toEqual(found);
        const all = findInstances(field, instanceChoice(method, { ...given, minimum: 0 }));
        expect(all.data.every((id, pixel) => id > 0 === mask[pixel] > 0)).toBe(true);
      }),
      { numRuns: 25 },
    );
  },
);

test("a true mask is neither thresholded nor filled", () => {
  const ring = [1, 1, 1, 1, 0, 1, 1, 1, 1];
  const labels = { rows: 3, columns: 3, data: Int32Array.from(ring) };
  const field = trueField(labels, "open");
  expect([...adjustedMask(field, { maskThreshold: 0.9, holes: 100 })]).toEqual(ring);
});

test("holes are filled below their limit, not at the edge of the image nor through corners", () => {
  const drawn = ["#####..", "#...#.#", "#####.#", "#.##.##", "##.#.##", "#######"].map((row) => [...row]);
  const values: number[] = drawn.flat().map((pixel) => (pixel === "#" ? 1 : 0));
  const plane = Float32Array.from(values);
  const still = new Float32Array(2 * values.length);
  const field = { rows: 6, columns: 7, mask: plane, probability: plane, level: plane, unitVectors: still };
  const filled = (holes: number) =>
    [...adjustedMask(field, { maskThreshold: 0.5, holes })].reduce((sum, value) => sum + value, 0) -
    values.reduce((sum, value) => sum + value, 0);
  expect([0, 1, 2, 3, 4, 1000].map(filled)).toEqual([0, 0, 2, 4, 7, 7]);
});

/** The field of a rotated image: pixel (row, column) moves to (column, last - row), vectors turn along. */
function rotated(field: CellField): CellField {
  const { rows, columns } = field;
  const from = Int32Array.from({ length: rows * columns }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / rows), pixel % rows];
    return (rows - 1 - column) * columns + row;
  });
  const moved = (plane: Float32Array) => Float32Array.from(from, (pixel) => plane[pixel]);
  const vectors = Float32Array.from({ length: 2 * from.length }, (_, index) => {
    const pixel = 2 * from[Math.floor(index / 2)];
    return index % 2 === 0 ? field.unitVectors[pixel + 1] : -field.unitVectors[pixel];
  });
  return {
    rows: columns,
    columns: rows,
    mask: moved(Float32Array.from(field.mask)),
    probability: moved(field.probability!),
    level: moved(Float32Array.from(field.level)),
    expectedLevel: moved(field.expectedLevel!),
    unitVectors: vectors,
  };
}

test("a rotated field has the rotated landscape", () => {
  const field = storedField();
  const turned = rotated(field);
  for (const given of Object.values(SETTINGS)) {
    const plane = landscapeOf(field, given).data;
    const expected = rotated({ ...field, expectedLevel: plane }).expectedLevel!;
    for (const [pixel, value] of landscapeOf(turned, given).data.entries())
      expect(value).toBeCloseTo(expected[pixel], 4);
  }
});

const CHOICES = [
  ...Object.values(SETTINGS).map((given) => instanceChoice("landscape", given)),
  instanceChoice("depth"),
];

test.each(CHOICES)("a rotated field has the rotated cells of %o", (choice) => {
  const field = storedField();
  const [found, again] = [field, rotated(field)].map((one) => findInstances(one, choice));
  const back = rotated({ ...field, expectedLevel: Float32Array.from(found.data) }).expectedLevel!;
  const moved = { ...again, data: Int32Array.from(back) };
  expect(scoreImage(overlapTable(moved, again))).toMatchObject({ kaggle: 1 });
});

test.each(BOTH)("the cells of %s do not depend on the order in which equal cells occur", (method) => {
  const labels = (offset: number): Labels => ({
    rows: 24,
    columns: 48,
    data: Int32Array.from({ length: 24 * 48 }, (_, pixel) => {
      const [row, column] = [Math.floor(pixel / 48), pixel % 48];
      const place = [14, 32].findIndex((middle) => Math.hypot(row - 12, column - middle) <= 9);
      return place < 0 ? 0 : ((place + offset) % 2) + 1;
    }),
  });
  const [first, second] = [0, 1].map((offset) =>
    findInstances(trueField(labels(offset), "open"), instanceChoice(method)),
  );
  expect(first).toEqual(second);
  expect(new Set(first.data).size).toBe(3);
});
