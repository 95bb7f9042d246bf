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

/** A stored image that is trained on. */
export interface TrainingImage extends SampledImage {
  readonly id: string;
}

/** What the samples of a run are drawn by. */
export interface SampledRun {
  readonly recipe: Recipe;
  /** All images that are trained on; each stage learns from its own of them. */
  readonly images: readonly TrainingImage[];
}

/** An optimiser step, counted from 0, of one stage. */
export interface StageStep {
  readonly stage: Stage;
  readonly step: number;
}

/** Views of stored images. */
export interface ImageCalls {
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
}

/** What the train worker asks over a port of its own. All but `beginRun` answer for the run that was begun there last. */
export interface RunSampleCalls extends ImageCalls {
  /** Says once what all samples of a run are drawn by. */
  beginRun: { args: SampledRun; result: null; event: never };
  /** The batch of a step; a pure function of run, stage, step and the stored images. */
  trainingBatch: { args: StageStep; result: Batch; event: never };
  /** The first sample of that batch with its stale vectors, for the panels. */
  firstSample: { args: StageStep; result: SampleWithStale; event: never };
  /** One validation image, never augmented, padded by mirror to a multiple of 16. */
  validationBatch: { args: { imageId: string }; result: ValidationImage; event: never };
}

/** What the page asks. */
export interface SampleCalls extends ImageCalls {
  /** Gives the worker a way to the page's files in memory, for images that are not in the browser's storage. */
  attachMemory: { args: { port: MessagePort }; result: null; event: never };
  /** Opens a way in for the train worker, which answers `RunSampleCalls`. */
  attach: { args: { port: MessagePort }; result: null; event: never };
}
