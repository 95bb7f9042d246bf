import { expect, test } from "vitest";
import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { predictField } from "./predict-field.ts";

const ROWS = 2;
const COLUMNS = 3;
const IMAGE = Float32Array.from([3, -3, 3, 3, -3, -3]);
const picture = { rows: ROWS, columns: COLUMNS, images: { semantic: IMAGE, direction: IMAGE }, gate: null };

/** Its logits are the image. */
const semantic = { predict: async ({ image }: NamedArrays) => image };

/** Points down by twice its length, in the mask. */
const direction = {
  async predict({ mask }: NamedArrays): Promise<NumberArray> {
    const [, rows, columns] = mask.shape;
    const data = new Float32Array(2 * mask.data.length);
    for (const [pixel, inside] of mask.data.entries()) data[2 * pixel] = 2 * inside;
    return { shape: [1, rows, columns, 2], data };
  },
};

/** Level 3 where it is given a vector that points down or, turned, in any way; else level 0. */
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

test("each network is given what the one before it says", async () => {
  const field = await predictField(picture, { semantic, direction, energy }, { turns: false });
  const mask = [1, 0, 1, 1, 0, 0];
  expect([...field.mask]).toEqual(mask);
  expect(field.probability?.[0]).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
  expect([...(field.unitVectors ?? [])]).toEqual(mask.flatMap((inside) => [inside, 0]));
  expect([...(field.level ?? [])]).toEqual(mask.map((inside) => 3 * inside));
});

test("over the eight turns, vectors that do not turn with the picture cancel each other", async () => {
  const field = await predictField(picture, { semantic, direction, energy }, { turns: true });
  expect([...field.mask]).toEqual([1, 0, 1, 1, 0, 0]);
  expect(field.unitVectors?.every((value) => value === 0)).toBe(true);
  expect(field.level?.every((value) => value === 0)).toBe(true);
});

test("a given gate is taken as it is, and no U-Net is needed then", async () => {
  const gate = Float32Array.from([0, 1, 0, 0, 0, 0]);
  const field = await predictField(
    { ...picture, gate },
    { semantic: null, direction, energy: null },
    { turns: false },
  );
  expect(field.probability).toBeNull();
  expect(field.level).toBeNull();
  expect([...(field.unitVectors ?? [])]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const none = { semantic: null, direction, energy };
  await expect(predictField(picture, none, { turns: false })).rejects.toThrow("U-Net");
});
