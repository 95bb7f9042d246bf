import fc from "fast-check";
import { expect, test } from "vitest";
import { drawStartOnCells } from "./crop-start.ts";
import { makeSample } from "./make-sample.ts";
import { AUGMENTATION_PRESETS } from "./presets.ts";
import { createRandom } from "./random.ts";
import { drawSource } from "./testing/draw-source.ts";

const SOURCE = drawSource(90, 120, 9, 3);

test("the frame of a crop holds, corner by corner, what became its corners", async () => {
  const { elastic, ...linear } = AUGMENTATION_PRESETS.heavy;
  const augmentation = { ...AUGMENTATION_PRESETS.none, ...linear };
  augmentation.elastic = { ...elastic, probability: 0 };
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const options = { crop: 32, augmentation, border: "open" } as const;
      const made = await makeSample(SOURCE.whole, { ...options, random: createRandom(seed) });
      const [upperLeft, upperRight, , lowerLeft] = made.frame;
      const { labels, inside } = made.sample;
      const differing: number[] = [];
      for (let row = 0; row < 32; row++) {
        for (let column = 0; column < 32; column++) {
          const [down, right] = [(row + 0.5) / 32, (column + 0.5) / 32];
          const [sourceRow, sourceColumn] = [0, 1].map(
            (axis) =>
              upperLeft[axis] +
              down * (lowerLeft[axis] - upperLeft[axis]) +
              right * (upperRight[axis] - upperLeft[axis]) -
              0.5,
          );
          const pixel = row * 32 + column;
          // Halfway between two pixels, either may be the nearest.
          const isHalf = [sourceRow, sourceColumn].some((at) => Math.abs(Math.abs(at % 1) - 0.5) < 1e-6);
          if (inside[pixel] === 0 || isHalf) continue;
          const from = Math.round(sourceRow) * 120 + Math.round(sourceColumn);
          if (labels[pixel] !== SOURCE.labels.data[from]) differing.push(pixel);
        }
      }
      expect(differing).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("a place drawn for its cells covers more of them than a single draw", async () => {
  const cellPixels = async (draws: number, seed: number) => {
    const { row, column } = await drawStartOnCells(SOURCE.whole, 16, createRandom(seed), draws);
    const { data } = SOURCE.whole.readLabels({ top: row, left: column, rows: 16, columns: 16 });
    return data.filter((id) => id > 0).length;
  };
  let gain = 0;
  for (let seed = 0; seed < 20; seed++) {
    const [one, eight] = [await cellPixels(1, seed), await cellPixels(8, seed)];
    expect(eight).toBeGreaterThanOrEqual(one);
    gain += eight - one;
  }
  expect(gain).toBeGreaterThan(0);
});

test("a place in an image smaller than the crop centres it", async () => {
  expect(await drawStartOnCells(SOURCE.whole, 256, createRandom(1), 4)).toEqual({ row: -83, column: -68 });
});
