import { createSampler, type ImageSize, type SampledImage } from "../core/dataset/sampling/sampler.ts";
import { stageImages } from "../core/dataset/sampling/stage-images.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { multiplyAdds, trainingFlops } from "../nets/count.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { allValidationSizes } from "../workers/validation-sizes.ts";

/** Work of one stage of a run; multiplications and additions count those of the convolutions. */
export interface StageWork {
  readonly steps: number;
  readonly flopsPerStep: number;
  /** Of all validations together, and the number of images in them. */
  readonly validationFlops: number;
  readonly validatedImages: number;
}

/** Images of a run. */
export interface RunImages {
  readonly training: readonly SampledImage[];
  readonly validation: readonly ImageSize[];
}

/** Validations of a stage: before the first step, after every epoch, after the last step. */
function validations(steps: number, epochsAfter: (step: number) => number): number {
  return 2 + (steps < 2 ? 0 : Math.floor(epochsAfter(steps - 2)));
}

/** Work of a stage with these images. Counting the cells is not included. */
export function stageWork(stage: Stage, recipe: Recipe, { training, validation }: RunImages): StageWork {
  const graph = stageGraph(stage, recipe.networks);
  const { steps } = recipe.stages[stage];
  const { batch, crop } = recipe;
  const images = stageImages(stage, recipe, training);
  const times = images.length === 0 ? 0 : validations(steps, createSampler(images, recipe).epochsAfter);
  const parts = allValidationSizes(recipe, validation);
  const once = parts.reduce((sum, { rows, columns }) => sum + 2 * multiplyAdds(graph, rows, columns), 0);
  return {
    steps,
    flopsPerStep: trainingFlops(graph, { batch, rows: crop, columns: crop }),
    validationFlops: times * once,
    validatedImages: times * parts.length,
  };
}
