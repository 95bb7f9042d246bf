import { expect, test } from "vitest";
import { WholeImage } from "../core/augment/source-image.ts";
import { stackBatch } from "../core/dataset/sampling/batch.ts";
import { wholeBox } from "../core/raster/plane.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { Recipe } from "../core/recipe/recipe.ts";
import { hashOf } from "../core/testing/hash-of.ts";
import { RunSamples } from "./run-samples.ts";
import { SyntheticSource } from "./synthetic-source.ts";

const SIDE = 48;
const RECIPE = { ...RECIPES.tiny, crop: 16, batch: 2 };

/** An image with a disk of this radius in the middle, or background only. */
function imageOf(radius: number) {
  const size = { rows: SIDE, columns: SIDE };
  const labels = Int32Array.from({ length: SIDE * SIDE }, (_, pixel) =>
    Math.hypot(Math.floor(pixel / SIDE) - SIDE / 2, (pixel % SIDE) - SIDE / 2) < radius ? 1 : 0,
  );
  const image = Float32Array.from(labels, (id, pixel) => id + 0.1 * (pixel % 7));
  const place = { of: size, box: wholeBox(size) };
  return new WholeImage({ image: { ...place, data: image }, labels: { ...place, data: labels } }, 1);
}

const SOURCES = new Map([
  ["a", imageOf(20)],
  ["b", imageOf(12)],
  ["empty", imageOf(0)],
]);

function openRun(recipe: Recipe = RECIPE) {
  const opened: string[] = [];
  const images = [...SOURCES.keys()].map((id) => ({
    ...{ id, rows: SIDE, columns: SIDE },
    cells: id === "empty" ? 0 : 1,
  }));
  const open = async (id: string) => {
    opened.push(id);
    const source = SOURCES.get(id);
    if (!source) throw new Error(`there is no ${id}`);
    return source;
  };
  return { run: new RunSamples({ open }, { recipe, images }), opened };
}

test("the batch of a step does not depend on previous requests", async () => {
  const { run } = openRun();
  const alone = await run.batch({ stage: "direction", step: 40 });
  await run.batch({ stage: "semantic", step: 3 });
  expect(await run.batch({ stage: "direction", step: 40 })).toEqual(alone);
  expect(await run.batch({ stage: "direction", step: 41 })).not.toEqual(alone);
  expect(await openRun().run.batch({ stage: "direction", step: 40 })).toEqual(alone);
});

test("the batches of a run without images of the built-in sample stay bit-identical", async () => {
  const { run } = openRun({ ...RECIPE, cropsPerImage: 3, cellCropFraction: 0.4 });
  const hashes: string[] = [];
  for (const stage of ["semantic", "direction"] as const) {
    for (let step = 0; step < 6; step++) {
      const { image, mask, unitVectors, valid, weight, level, inside } = await run.batch({ stage, step });
      hashes.push(hashOf(image, mask, unitVectors, valid, weight, level, inside));
    }
  }
  expect(hashOf(new TextEncoder().encode(hashes.join()))).toBe("a5d5f69f");
});

test("each stage is trained on its own images", async () => {
  const { run, opened } = openRun({ ...RECIPE, emptyCropFraction: 1 });
  for (let step = 0; step < 24; step++) await run.batch({ stage: "semantic", step });
  expect(new Set(opened)).toEqual(new Set(["a", "b", "empty"]));
  opened.length = 0;
  for (let step = 0; step < 24; step++) await run.batch({ stage: "energy", step });
  expect(new Set(opened)).toEqual(new Set(["a", "b"]));
});

test("the displayed sample is the first of the batch, with its stale vectors", async () => {
  for (const staleVectors of [false, true]) {
    const { run } = openRun({ ...RECIPE, staleVectors });
    const batch = await run.batch({ stage: "direction", step: 5 });
    const made = await run.first({ stage: "direction", step: 5 });
    const { sample } = made;
    const stale = await made.stale();
    const alone = stackBatch([{ sample, stale: staleVectors ? stale : null }]);
    expect(batch.unitVectors.subarray(0, alone.unitVectors.length)).toEqual(alone.unitVectors);
    expect(batch.image.subarray(0, alone.image.length)).toEqual(alone.image);
  }
});

test("a validation image is whole, with sides that are multiples of 16 px", async () => {
  const { labels, rows, columns } = await openRun().run.validationImage("a", {
    kind: "window",
    top: 0,
    left: 0,
    rows: SIDE,
    columns: SIDE,
  });
  expect([rows, columns, labels.length]).toEqual([SIDE, SIDE, SIDE * SIDE]);
});

test("samples in consecutive slots are those of the batches, with stale vectors if these are trained on", async () => {
  for (const staleVectors of [false, true]) {
    const { run } = openRun({ ...RECIPE, staleVectors });
    const slots = [];
    for (let slot = 4; slot < 8; slot++) slots.push(await run.inSlot("direction", slot));
    expect(stackBatch(slots.slice(0, 2))).toEqual(await run.batch({ stage: "direction", step: 2 }));
    expect(stackBatch(slots.slice(2))).toEqual(await run.batch({ stage: "direction", step: 3 }));
    expect(slots.every(({ stale }) => (stale !== null) === staleVectors)).toBe(true);
  }
});

test("validation parts of an image are drawn as the recipe says", async () => {
  const { run } = openRun({ ...RECIPE, cropsPerImage: 2 });
  const whole = await run.validationImage("a", {
    kind: "window",
    top: 0,
    left: 0,
    rows: SIDE,
    columns: SIDE,
  });
  expect([whole.rows, whole.columns, whole.size]).toEqual([SIDE, SIDE, 1]);
  const part = { kind: "augmented", seed: 1, image: 0, position: 1 } as const;
  const crop = await run.validationImage("a", part);
  expect([crop.rows, crop.columns]).toEqual([16, 16]);
  expect(await openRun({ ...RECIPE, seed: 7 }).run.validationImage("a", part)).toEqual(crop);
});

const SYNTHETIC = { kind: "phase", fraction: 1, until: 0.5 } as const;

/** The tiny recipe with synthetic images, and direction stages of 10 steps, of which 5 may have some. */
function syntheticRecipe(direction: Partial<Recipe["stages"]["direction"]> = { steps: 10 }): Recipe {
  const { stages } = RECIPE;
  return {
    ...RECIPE,
    synthetic: SYNTHETIC,
    stages: { ...stages, direction: { ...stages.direction, ...direction } },
  };
}

test("synthetic images take some slots, and the images of the dataset keep all others", async () => {
  const { run, opened } = openRun(syntheticRecipe());
  const { run: plain } = openRun();
  let synthetic = 0;
  for (let slot = 0; slot < 20; slot++) {
    const before = opened.length;
    const drawn = await run.inSlot("direction", slot);
    const isReal = opened.length > before;
    if (isReal) expect(drawn).toEqual(await plain.inSlot("direction", slot));
    else synthetic += 1;
    if (slot < RECIPE.batch) expect(isReal).toBe(false);
    if (slot >= 5 * RECIPE.batch) expect(isReal).toBe(true);
  }
  expect(synthetic).toBeGreaterThan(2);
});

test("the displayed sample can be synthetic, and batches do not depend on previous requests", async () => {
  const { run } = openRun(syntheticRecipe());
  const batch = await run.batch({ stage: "direction", step: 1 });
  const first = await run.first({ stage: "direction", step: 0 });
  const other = openRun(syntheticRecipe()).run;
  const again = await other.batch({ stage: "direction", step: 0 });
  expect(again.image.subarray(0, first.sample.image.length)).toEqual(first.sample.image);
  expect(await other.batch({ stage: "direction", step: 1 })).toEqual(batch);
});

test("with a length in epochs, the share follows the steps that these take", async () => {
  const steps = 8;
  const inEpochs = syntheticRecipe({ steps: 4000, epochs: 1 });
  // Two images with cells, each drawn 8 times in an epoch, two a step.
  const { run } = openRun({ ...inEpochs, cropsPerImage: 8 });
  const { run: same } = openRun({ ...syntheticRecipe({ steps }), cropsPerImage: 8 });
  for (let step = 0; step < steps; step++) {
    expect(await run.batch({ stage: "direction", step })).toEqual(
      await same.batch({ stage: "direction", step }),
    );
  }
});

test("synthetic images are normalised as the recipe says, and kept for other runs", async () => {
  const source = new SyntheticSource();
  const slot = { sample: "fluorescence", image: 30 } as const;
  const image = await source.open(slot, { kind: "meanStd" });
  expect(await source.open({ ...slot }, { kind: "meanStd" })).toBe(image);
  const { data } = (await image.source.read({ top: 0, left: 0, rows: 256, columns: 256 })).image;
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  expect(mean).toBeCloseTo(0, 5);
  expect(image.source.deviation).toBeCloseTo(1, 6);
  expect(image.cells).toBeGreaterThanOrEqual(20);
  const { source: plain } = await source.open(slot, { kind: "none" });
  const { data: values } = (await plain.read({ top: 0, left: 0, rows: 256, columns: 256 })).image;
  expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
});
