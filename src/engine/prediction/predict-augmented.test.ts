import { expect, test } from "vitest";
import type { NumberArray } from "../../nets/weights.ts";
import type { NamedArrays } from "../executor.ts";
import { predictAugmented } from "./predict-augmented.ts";

const ROWS = 4;
const COLUMNS = 6;
const IMAGE: NumberArray = {
  shape: [1, ROWS, COLUMNS, 1],
  data: Float32Array.from({ length: ROWS * COLUMNS }, (_, pixel) => ((pixel * 7) % 11) / 11),
};

/** An equivariant network: the gradient of the image at each pixel, with zero padding. */
async function slope({ image }: NamedArrays): Promise<NumberArray> {
  const [, rows, columns] = image.shape;
  const at = (row: number, column: number) =>
    row < 0 || column < 0 || row >= rows || column >= columns ? 0 : image.data[row * columns + column];
  const data = new Float32Array(2 * rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      data[2 * (row * columns + column)] = at(row + 1, column) - at(row - 1, column);
      data[2 * (row * columns + column) + 1] = at(row, column + 1) - at(row, column - 1);
    }
  }
  return { shape: [1, rows, columns, 2], data };
}

const identity = (output: NumberArray) => output;

test("an equivariant network predicts the same for all eight symmetries", async () => {
  const one = { inputs: { image: IMAGE }, vectorInputs: [], output: "vectors", averaged: identity } as const;
  const plain = await predictAugmented(slope, one, false);
  const mean = await predictAugmented(slope, one, true);
  expect(plain).toEqual(await slope({ image: IMAGE }));
  for (const [place, value] of plain.data.entries()) expect(mean.data[place]).toBeCloseTo(value, 6);
  const moved = { ...one, output: "values" } as const;
  const wrong = await predictAugmented(slope, moved, true);
  expect(wrong.data.every((value, place) => Math.abs(value - plain.data[place]) < 1e-6)).toBe(false);
});

test("input vectors are rotated with the image", async () => {
  const vectors = await slope({ image: IMAGE });
  const echo = async ({ vectors: given }: NamedArrays) => given;
  const mean = await predictAugmented(
    echo,
    { inputs: { vectors }, vectorInputs: ["vectors"], output: "vectors", averaged: identity },
    true,
  );
  for (const [place, value] of vectors.data.entries()) expect(mean.data[place]).toBeCloseTo(value, 6);
});

test("a prediction of one side only is averaged over all sides", async () => {
  const first = async ({ image }: NamedArrays) => {
    const data = new Float32Array(image.data.length);
    data[0] = 8;
    return { shape: image.shape, data };
  };
  const mean = await predictAugmented(
    first,
    { inputs: { image: IMAGE }, vectorInputs: [], output: "values", averaged: identity },
    true,
  );
  const corners = [0, COLUMNS - 1, (ROWS - 1) * COLUMNS, ROWS * COLUMNS - 1];
  for (const [place, value] of mean.data.entries()) expect(value).toBe(corners.includes(place) ? 2 : 0);
});
