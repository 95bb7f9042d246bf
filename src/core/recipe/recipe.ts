import type { Augmentation } from "../augment/augmentation.ts";
import type { Channel } from "../raster/channel.ts";
import type { Border } from "../targets/squared-distance.ts";
import type { OptimiserRecipe } from "./optimisers.ts";

/** The networks of the pipeline in their order, by the stage that trains each by itself. */
export const NETWORKS = ["semantic", "direction", "energy"] as const;
export type NetworkName = (typeof NETWORKS)[number];

/** What a run trains, in order: each network by itself, then Direction and Watershed Net as one, end to end. */
export const STAGES = [...NETWORKS, "joint"] as const;
export type Stage = (typeof STAGES)[number];

/** The networks that a stage trains, in the order in which one reads the other. */
export function networksOf(stage: Stage): readonly NetworkName[] {
  return stage === "joint" ? ["direction", "energy"] : [stage];
}

export type ScheduleRecipe =
  | { readonly kind: "constant"; readonly learningRate: number }
  | {
      readonly kind: "oneCycle";
      readonly peakLearningRate: number;
      /** Fraction of the steps until the peak. */
      readonly warmUpFraction: number;
      /** Start is peakLearningRate / startDivisor. */
      readonly startDivisor: number;
      /** End is start / endDivisor. */
      readonly endDivisor: number;
    };

export interface StageRecipe {
  readonly steps: number;
  readonly optimiser: OptimiserRecipe;
  readonly schedule: ScheduleRecipe;
}

/** How a channel's values become those that the networks see. */
export type Normalisation =
  /** Two percentiles (0..100) of each image become 0 and 1. */
  | { readonly kind: "percentile"; readonly low: number; readonly high: number }
  /** Each image gets the mean 0 and the standard deviation 1. */
  | { readonly kind: "meanStd" }
  /** No image is measured: samples of 8 and 16 bits become shares of their type's largest value, floats stay. */
  | { readonly kind: "none" };

/** How a picture becomes the single plane that the networks see. */
export interface ImageValues {
  readonly channel: Channel;
  readonly normalisation: Normalisation;
}

/** Which mask gates the image that the Direction Net sees. */
export type Gate = "true" | "predicted";

/** Everything that decides a run. Plain JSON with a version. */
export interface Recipe extends ImageValues {
  readonly version: 4;
  readonly name: string;
  readonly seed: number;
  /** Fraction of the images kept for validation, 0..1. The split is by image. */
  readonly validationFraction: number;
  /** Side of the square training crop in px, a multiple of 16. */
  readonly crop: number;
  readonly batch: number;
  /** Crops taken from an image in one epoch; "cover": as many as cover its area about once. */
  readonly cropsPerImage: number | "cover";
  /**
   * Fraction, 0..1, of the crops without a cell that the U-Net is trained on; in place of the others, and of all such
   * crops in the other stages, a crop with cells is drawn.
   */
  readonly emptyCropFraction: number;
  /** Validation on whole images, or on centre crops of this side in px. */
  readonly validationCrop: number | "whole";
  /** Epochs from one count of the cells found on validation to the next; 0: never. */
  readonly countCellsEvery: number;
  /** Which weights of a stage are kept: the last ones, or those that validated best: by the cells found in the predicted mask (Kaggle's mean), without a U-Net by the loss. */
  readonly keep: "last" | "best";
  readonly border: Border;
  readonly augmentation: Augmentation;
  /** Teach vectors that were computed before the augmentation and only moved: the mistake, on purpose. */
  readonly staleVectors: boolean;
  readonly networks: {
    readonly semantic: { readonly F: number; readonly depth: number };
    readonly direction: { readonly m: number };
    readonly energy: { readonly m: number };
  };
  readonly gate: Gate;
  readonly stages: Readonly<Record<Stage, StageRecipe>>;
}
