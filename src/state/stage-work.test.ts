import { expect, it } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { stageWork } from "./stage-work.ts";

const image = { rows: 128, columns: 128, cells: 3 };

it("counts the steps, and a validation at the start, after each epoch and at the end", () => {
  const { quick } = RECIPES;
  const images = { training: new Array(40).fill(image), validation: [image, image] };
  const work = stageWork("direction", quick, images);
  // 40 crops are 10 steps of 4: epochs end after 10, 20, ... 390 steps, and the last one with the run.
  expect(work).toMatchObject({ steps: 400, validatedImages: 2 * (1 + 39 + 1) });
  // A forward pass is a third of a step, and a step has four crops of the size of the image.
  expect(work.validationFlops / work.validatedImages).toBeCloseTo(work.flopsPerStep / 12);
  const alone = stageWork("direction", quick, { ...images, validation: [] });
  expect(alone).toMatchObject({ validatedImages: 0, validationFlops: 0 });
});

it("adds both networks when they are trained together", () => {
  const images = { training: [image], validation: [] };
  const [direction, energy, joint] = (["direction", "energy", "joint"] as const).map(
    (stage) => stageWork(stage, RECIPES.tiny, images).flopsPerStep,
  );
  expect(joint).toBeCloseTo(direction + energy);
});
