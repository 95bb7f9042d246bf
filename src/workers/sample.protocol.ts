import type { CropFrame } from "../core/augment/crop-frame.ts";
import type { Sample, StaleVectors } from "../core/augment/sample.ts";
import type { Batch, TargetSample, ValidationImage } from "../core/dataset/sampling/batch.ts";
import type { SampledImage } from "../core/dataset/sampling/sampler.ts";
import type { ValidationPart } from "../core/dataset/sampling/validation-parts.ts";
import type { ImageValues, Recipe, Stage } from "../core/recipe/recipe.ts";

/**
 * View of one image: the whole image unchanged, an augmented crop, or a crop rotated by exactly this angle in
 * degrees. Equal rolls have the same place in the image.
 */
export type SampleView =
  | { readonly kind: "whole" }
  | { readonly kind: "roll"; readonly roll: number }
  | { readonly kind: "rotation"; readonly roll: number; readonly degrees: number };

export interface SampleWithStale {
  readonly sample: Sample;
  readonly stale: StaleVectors | null;
  /** The image before the photometric transforms; null for a whole image, which has none. */
  readonly plain: Float32Array | null;
}

/** A sample for the panels. */
export interface ShownSample extends SampleWithStale {
  /** Outline of a crop in the image, without its elastic displacement; null for a whole image. */
  readonly frame: CropFrame | null;
}

/** A stored training image. */
export interface TrainingImage extends SampledImage {
  readonly id: string;
}

/** Everything that determines the samples of a run. */
export interface SampledRun {
  readonly recipe: Recipe;
  /** All training images; each stage trains on its own subset. */
  readonly images: readonly TrainingImage[];
}

/** Optimiser step of one stage, counted from 0. */
export interface StageStep {
  readonly stage: Stage;
  readonly step: number;
}

/** A part of a validation image. */
export interface ValidationStep {
  readonly imageId: string;
  readonly part: ValidationPart;
}

/** Views of stored images. */
export interface ImageCalls {
  /** A sample for the panels. */
  show: {
    args: { imageId: string; recipe: Recipe; view: SampleView };
    result: ShownSample;
    event: never;
  };
  /** A whole image as the input of the networks, mirror-padded to a multiple of 16, row-major. */
  wholeImage: {
    args: { imageId: string; values: ImageValues };
    result: { rows: number; columns: number; image: Float32Array };
    event: never;
  };
}

/**
 * Calls of the train worker over its own port. All but `beginRun` refer to the run that was begun last on
 * that port.
 */
export interface RunSampleCalls extends ImageCalls {
  /** Sets everything that determines the samples of a run. */
  beginRun: { args: SampledRun; result: null; event: never };
  /** The batch of a step: a pure function of the run, the stage, the step and the stored images. */
  trainingBatch: { args: StageStep; result: Batch; event: never };
  /** The first sample of that batch, with its stale vectors, for the panels. */
  firstSample: { args: StageStep; result: SampleWithStale; event: never };
  /** One validation image, never augmented, mirror-padded to a multiple of 16. */
  validationBatch: { args: ValidationStep; result: ValidationImage; event: never };
}

/** Samples in consecutive slots of the training of a stage; slots are counted from 0. */
export interface SlotRange extends SampledRun {
  readonly stage: Stage;
  readonly from: number;
  readonly count: number;
}

/** Calls of the page. */
export interface SampleCalls extends ImageCalls {
  /**
   * Samples of a run as its network gets them; `stale` is null unless the recipe trains on stale vectors.
   */
  trainingSamples: { args: SlotRange; result: readonly TargetSample[]; event: never };
  /**
   * Gives the worker a port to the page's files in memory, for images that are not in the browser's storage.
   */
  attachMemory: { args: { port: MessagePort }; result: null; event: never };
  /** Opens a port for the train worker, which answers `RunSampleCalls`. */
  attach: { args: { port: MessagePort }; result: null; event: never };
}
