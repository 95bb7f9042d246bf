import type { Sample, StaleVectors } from "../core/augment/sample.ts";
import type { Batch, ValidationImage } from "../core/dataset/sampling/batch.ts";
import type { SampledImage } from "../core/dataset/sampling/sampler.ts";
import type { ImageValues, Recipe, Stage } from "../core/recipe/recipe.ts";

/** What to show of one image: the whole of it as it is, or an augmented crop. */
export type SampleView = { readonly kind: "whole" } | { readonly kind: "roll"; readonly roll: number };

export interface SampleWithStale {
  readonly sample: Sample;
  readonly stale: StaleVectors | null;
}

/** A training batch, and its first sample whole for the panels. */
export interface ServedBatch {
  readonly batch: Batch;
  readonly first: SampleWithStale;
}

export interface SampleCalls {
  /** Gives the worker a way to the page's files in memory, for images that are not in the browser's storage. */
  attachMemory: { args: { port: MessagePort }; result: null; event: never };
  /** A sample for the panels. */
  show: {
    args: { imageId: string; recipe: Recipe; view: SampleView };
    result: SampleWithStale;
    event: never;
  };
  /** A whole image as the networks see it, padded by mirror to a multiple of 16, row-major. */
  wholeImage: {
    args: { imageId: string; values: ImageValues };
    result: { rows: number; columns: number; image: Float32Array };
    event: never;
  };
  /** Opens a second way in, for the train worker. */
  attach: { args: { port: MessagePort }; result: null; event: never };
  /** The batch of optimiser step `step` (from 0); pure function of its arguments and the stored images. */
  trainingBatch: {
    args: { recipe: Recipe; stage: Stage; images: readonly (SampledImage & { id: string })[]; step: number };
    result: ServedBatch;
    event: never;
  };
  /** One validation image, never augmented, padded by mirror to a multiple of 16. */
  validationBatch: { args: { recipe: Recipe; imageId: string }; result: ValidationImage; event: never };
}
