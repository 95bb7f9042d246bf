import { expect, test } from "vitest";
import { WholeImage } from "../../augment/source-image.ts";
import { wholeBox } from "../../raster/plane.ts";
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

test("the U-Net gets the recipe's fraction of crops without cells", async () => {
  const all = await emptyFraction("semantic", 1);
  expect(all).toBeGreaterThan(0.3);
  expect(await emptyFraction("semantic", 0)).toBeLessThan(0.03);
  for (const fraction of [0.2, 0.5]) {
    // Three standard deviations of a fraction of 400 crops.
    const expected = fraction * all;
    const error = 3 * Math.sqrt((expected * (1 - expected)) / CROPS) + 0.02;
    expect(Math.abs((await emptyFraction("semantic", fraction)) - expected)).toBeLessThan(error);
  }
});

test("other networks never get crops without cells", async () => {
  for (const stage of STAGES) {
    if (stage !== "semantic") expect(await emptyFraction(stage, 1)).toBeLessThan(0.03);
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
