import { expect, test } from "vitest";
import { WholeImage } from "../../augment/source-image.ts";
import { wholeBox } from "../../raster/plane.ts";
import { predictsQuantity } from "../../recipe/pipelines.ts";
import { RECIPES } from "../../recipe/presets.ts";
import { STAGES, type Stage } from "../../recipe/recipe.ts";
import { drawTrainingSample } from "./training-sample.ts";

const SIDE = 128;

/** A disc in the middle of a large background, or background alone. */
function sourceOf(radius: number): WholeImage {
  const size = { rows: SIDE, columns: SIDE };
  const data = Int32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const [down, right] = [Math.floor(pixel / SIDE) - SIDE / 2, (pixel % SIDE) - SIDE / 2];
    return down ** 2 + right ** 2 < radius ** 2 ? 1 : 0;
  });
  const place = { of: size, box: wholeBox(size) };
  return new WholeImage(
    { image: { ...place, data: Float32Array.from(data) }, labels: { ...place, data } },
    1,
  );
}

/** About half of the crops of 32 px contain part of the disc. */
const sparse = sourceOf(22);
/** About a tenth of them. */
const small = sourceOf(4);
const CROPS = 400;

async function emptyFraction(stage: Stage, emptyCropFraction: number, seed = 1): Promise<number> {
  const recipe = { ...RECIPES.tiny, crop: 32, emptyCropFraction, seed };
  let empty = 0;
  for (let position = 0; position < CROPS; position++) {
    const place = { stage, cells: 1, epoch: 0, position };
    const { sample } = await drawTrainingSample(sparse, recipe, place, false);
    if (!sample.mask.includes(1)) empty += 1;
  }
  return empty / CROPS;
}

test.each(["semantic", "shared"] as const)(
  "the %s stage gets the recipe's fraction of crops without cells",
  async (stage) => {
    const all = await emptyFraction(stage, 1);
    expect(all).toBeGreaterThan(0.3);
    expect(await emptyFraction(stage, 0)).toBeLessThan(0.03);
    for (const fraction of [0.2, 0.5]) {
      // Three standard deviations of a fraction of 400 crops.
      const expected = fraction * all;
      const error = 3 * Math.sqrt((expected * (1 - expected)) / CROPS) + 0.02;
      expect(Math.abs((await emptyFraction(stage, fraction)) - expected)).toBeLessThan(error);
    }
  },
);

test("networks that predict no mask never get crops without cells", async () => {
  for (const stage of STAGES) {
    if (!predictsQuantity([stage], "mask")) expect(await emptyFraction(stage, 1)).toBeLessThan(0.03);
  }
});

test("a crop depends on its index only; the fraction changes no crop with cells", async () => {
  const recipe = { ...RECIPES.tiny, crop: 32 };
  const draw = (emptyCropFraction: number, position: number) =>
    drawTrainingSample(
      sparse,
      { ...recipe, emptyCropFraction },
      { stage: "semantic", cells: 1, epoch: 3, position },
      false,
    );
  for (let position = 0; position < 20; position++) {
    const { sample } = await draw(1, position);
    expect(await draw(1, position)).toEqual({ sample, stale: null });
    if (sample.mask.includes(1)) expect((await draw(0, position)).sample).toEqual(sample);
  }
});

test("the recipe's fraction of crops has a pixel of a cell within a third of their side, inside the image", async () => {
  const half = 16;
  // A third of the side, and a pixel for rounding.
  const reach = Math.ceil((2 * half) / 3) + 1;
  const central = async (source: WholeImage, cellCropFraction: number) => {
    const recipe = { ...RECIPES.tiny, crop: 2 * half, cellCropFraction, emptyCropFraction: 1 };
    let near = 0;
    for (let position = 0; position < CROPS; position++) {
      const place = { stage: "semantic", cells: 1, epoch: 0, position } as const;
      const { sample } = await drawTrainingSample(source, recipe, place, false);
      expect(sample.inside).not.toContain(0);
      const isNear = [...sample.mask].some((value, pixel) => {
        const [row, column] = [Math.floor(pixel / (2 * half)), pixel % (2 * half)];
        return value === 1 && Math.max(Math.abs(row - half), Math.abs(column - half)) <= reach;
      });
      if (isNear) near += 1;
    }
    return near / CROPS;
  };
  expect(await central(small, 1)).toBe(1);
  const none = await central(small, 0);
  expect(none).toBeLessThan(0.3);
  const expected = none + (1 - none) / 2;
  expect(Math.abs((await central(small, 0.5)) - expected)).toBeLessThan(3 * Math.sqrt(0.25 / CROPS));
});

test("crops that are not placed around a cell are those of a recipe without such crops", async () => {
  const recipe = { ...RECIPES.tiny, crop: 32 };
  let alike = 0;
  for (let position = 0; position < 40; position++) {
    const place = { stage: "semantic", cells: 1, epoch: 2, position } as const;
    const [without, half] = await Promise.all(
      [0, 0.5].map((cellCropFraction) =>
        drawTrainingSample(sparse, { ...recipe, cellCropFraction }, place, false),
      ),
    );
    if (half.sample.mask.every((value, pixel) => value === without.sample.mask[pixel])) alike += 1;
  }
  expect(alike).toBeGreaterThan(10);
  expect(alike).toBeLessThan(35);
});

test("in an image whose labels are all ignored, a crop around a cell lies anywhere", async () => {
  const size = { rows: 64, columns: 64 };
  const place = { of: size, box: wholeBox(size) };
  const data = new Int32Array(64 * 64).fill(-1);
  const ignored = new WholeImage(
    { image: { ...place, data: new Float32Array(64 * 64) }, labels: { ...place, data } },
    1,
  );
  const recipe = { ...RECIPES.tiny, crop: 32, cellCropFraction: 1 };
  const slot = { stage: "semantic", cells: 1, epoch: 0, position: 0 } as const;
  const { sample } = await drawTrainingSample(ignored, recipe, slot, false);
  expect(sample.inside).not.toContain(0);
});
