import { expect, test } from "vitest";
import { cellMask } from "../../core/raster/cell-mask.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { predictField } from "./predict-field.ts";

const ROWS = 2;
const COLUMNS = 3;
const IMAGE = Float32Array.from([3, -3, 3, 3, -3, -3]);
const pixels = {
  rows: ROWS,
  columns: COLUMNS,
  images: { semantic: IMAGE, direction: IMAGE, shared: IMAGE },
  gate: null,
  truth: null,
};

/** Returns the image as logits. */
const semantic = { predict: async ({ image }: NamedArrays) => image };

/** Vectors of length 2 that point down, inside the mask. */
const direction = {
  async predict({ mask }: NamedArrays): Promise<NumberArray> {
    const [, rows, columns] = mask.shape;
    const data = new Float32Array(2 * mask.data.length);
    for (const [pixel, inside] of mask.data.entries()) data[2 * pixel] = 2 * inside;
    return { shape: [1, rows, columns, 2], data };
  },
};

/** Level 3 where the input vector has unit length, else level 0. */
const energy = {
  async predict({ unit_vectors: vectors }: NamedArrays): Promise<NumberArray> {
    const [, rows, columns] = vectors.shape;
    const data = new Float32Array(16 * rows * columns);
    for (let pixel = 0; pixel < rows * columns; pixel++) {
      const length = Math.hypot(vectors.data[2 * pixel], vectors.data[2 * pixel + 1]);
      data[16 * pixel + (Math.abs(length - 1) < 1e-6 ? 3 : 0)] = 9;
    }
    return { shape: [1, rows, columns, 16], data };
  },
};

test("each network receives the output of the previous one", async () => {
  const field = await predictField(
    pixels,
    { semantic, direction, energy, joint: null, shared: null },
    { testTimeAugmentation: false },
  );
  const mask = [1, 0, 1, 1, 0, 0];
  expect([...field.mask]).toEqual(mask);
  expect(field.probability?.[0]).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
  expect([...(field.unitVectors ?? [])]).toEqual(mask.flatMap((inside) => [inside, 0]));
  expect([...(field.level ?? [])]).toEqual(mask.map((inside) => 3 * inside));
  const deep = (Math.exp(9) * 3 + 117) / (Math.exp(9) + 15);
  for (const [pixel, level] of (field.expectedLevel ?? []).entries())
    expect(level).toBeCloseTo(mask[pixel] * deep, 5);
});

test("over the eight symmetries, vectors that do not rotate with the image cancel", async () => {
  const field = await predictField(
    pixels,
    { semantic, direction, energy, joint: null, shared: null },
    { testTimeAugmentation: true },
  );
  expect([...field.mask]).toEqual([1, 0, 1, 1, 0, 0]);
  expect(field.unitVectors?.every((value) => value === 0)).toBe(true);
  expect(field.level?.every((value) => value === 0)).toBe(true);
});

test("a given gate is used unchanged, without a U-Net", async () => {
  const gate = Float32Array.from([0, 1, 0, 0, 0, 0]);
  const field = await predictField(
    { ...pixels, gate },
    { semantic: null, direction, energy: null, joint: null, shared: null },
    { testTimeAugmentation: false },
  );
  expect(field.probability).toBeNull();
  expect(field.level).toBeNull();
  expect([...(field.unitVectors ?? [])]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const none = { semantic: null, direction, energy, joint: null, shared: null };
  await expect(predictField(pixels, none, { testTimeAugmentation: false })).rejects.toThrow("U-Net");
});

test("the mask follows the sign of the logits, however close the probabilities are to 0.5", async () => {
  const logits = Float32Array.from([1e-9, -1e-9, 0, 5e-8, -5e-8, 200]);
  const images = { semantic: logits, direction: IMAGE, shared: IMAGE };
  for (const testTimeAugmentation of [false, true]) {
    const networks = { semantic, direction: null, energy: null, joint: null, shared: null };
    const field = await predictField({ ...pixels, images }, networks, { testTimeAugmentation });
    expect([...field.mask]).toEqual([...cellMask(logits)]);
    expect([...field.mask]).toEqual([1, 0, 0, 1, 0, 1]);
    expect(field.probability?.[5]).toBe(1);
  }
});

test("a Watershed Net trained on ground-truth vectors receives those, within their mask", async () => {
  const given: NamedArrays[] = [];
  const recording = {
    predict: (inputs: NamedArrays) => {
      given.push(inputs);
      return energy.predict(inputs);
    },
  };
  const truth = { unitVectors: Float32Array.from({ length: 12 }, (_, at) => at % 2), mask: IMAGE };
  const networks = { semantic, direction, energy: recording, joint: null, shared: null };
  const field = await predictField({ ...pixels, truth }, networks, { testTimeAugmentation: false });
  expect(given[0].unit_vectors).toEqual({ shape: [1, ROWS, COLUMNS, 2], data: truth.unitVectors });
  expect(given[0].mask.data).toBe(truth.mask);
  expect([...(field.level ?? [])]).toEqual([3, 3, 3, 3, 3, 3]);
});

test("a joint network receives the gated image in place of both networks", async () => {
  const joint = {
    predict: ({ image, mask }: NamedArrays) =>
      energy.predict({
        unit_vectors: {
          shape: [1, ROWS, COLUMNS, 2],
          data: Float32Array.from({ length: 12 }, (_, at) =>
            at % 2 === 0 && image.data[at / 2] > 0 ? mask.data[at / 2] : 0,
          ),
        },
      }),
  };
  const networks = { semantic, direction: null, energy: null, joint, shared: null };
  const { unitVectors, level } = await predictField(pixels, networks, { testTimeAugmentation: false });
  expect(unitVectors).toBeNull();
  expect([...(level ?? [])]).toEqual([3, 0, 3, 3, 0, 0]);
});

test("the mean over symmetries is of directions: vectors of any length count alike", async () => {
  /** Away from a point near the centre, whose place differs between the symmetries. */
  const outwards = (lengthIn: (row: number) => number) => ({
    async predict({ mask }: NamedArrays): Promise<NumberArray> {
      const [, rows, columns] = mask.shape;
      const data = new Float32Array(2 * rows * columns);
      for (let pixel = 0; pixel < rows * columns; pixel++) {
        const [row, column] = [Math.floor(pixel / columns), pixel % columns];
        const [down, right] = [row - (rows - 1) / 2 + 0.2, column - (columns - 1) / 2 + 0.1];
        const scale = lengthIn(row) / Math.hypot(down, right);
        data.set([scale * down, scale * right], 2 * pixel);
      }
      return { shape: [1, rows, columns, 2], data };
    },
  });
  const gate = new Float32Array(ROWS * COLUMNS).fill(1);
  for (const testTimeAugmentation of [false, true]) {
    const [found, expected] = await Promise.all(
      [outwards((row) => 1 + 3 * row), outwards(() => 1)].map((direction) =>
        predictField(
          { ...pixels, gate },
          { semantic: null, direction, energy: null, joint: null, shared: null },
          { testTimeAugmentation },
        ),
      ),
    );
    for (const [at, value] of (expected.unitVectors ?? []).entries()) {
      expect(found.unitVectors?.[at]).toBeCloseTo(value, 5);
    }
  }
});
