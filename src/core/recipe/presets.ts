import { AUGMENTATION_PRESETS } from "../augment/presets.ts";
import { defaultOptimiser } from "./optimisers.ts";
import type { Recipe, ScheduleRecipe, StageRecipe } from "./recipe.ts";

const ADAM = defaultOptimiser("adam");

/** The defaults of PyTorch's OneCycleLR around a peak. */
export function oneCycle(peakLearningRate: number): ScheduleRecipe {
  return { kind: "oneCycle", peakLearningRate, warmUpFraction: 0.3, startDivisor: 25, endDivisor: 1e4 };
}

/** Joint training starts from trained networks: full rates would throw them off. */
const JOINT_RATE_SHARE = 0.25;

/** Every network alike, and the joint stage with as many steps at a lower rate. */
function alike(steps: number, rate: number): Recipe["stages"] {
  const at = (peak: number): StageRecipe => ({ steps, optimiser: ADAM, schedule: oneCycle(peak) });
  const each = at(rate);
  return { semantic: each, direction: each, energy: each, joint: at(JOINT_RATE_SHARE * rate) };
}

function constantAdam(rate: number, weightDecay: number, steps: number): StageRecipe {
  const optimiser = { ...ADAM, weightDecay };
  return { steps, optimiser, schedule: { kind: "constant", learningRate: rate } };
}

/** The normalisation of every preset: few bright specks decide nothing, and images of any gain look alike. */
export const PERCENTILES = { kind: "percentile", low: 1, high: 99.8 } as const;

/** Cells are counted now and then, since that takes another prediction; the last weights are kept. */
const CELL_COUNTING = { countCellsEvery: 5, keep: "last" } as const;

/** The share of crops without cells of recipes that were written before it could be set: none was kept on purpose. */
export const NO_EMPTY_CROPS = 0;

/** Enough to learn from images without cells, and too few to outweigh cells where they are sparse. */
const EMPTY_CROPS = 0.2;

const COMMON = {
  version: 4,
  seed: 1,
  validationFraction: 0.2,
  channel: "mean",
  normalisation: PERCENTILES,
  emptyCropFraction: EMPTY_CROPS,
  ...CELL_COUNTING,
  border: "open",
  staleVectors: false,
  gate: "true",
} as const;

/** Sizes for tests and software adapters: a run of seconds to minutes that learns something. */
const tiny: Recipe = {
  ...COMMON,
  name: "tiny",
  crop: 32,
  batch: 4,
  cropsPerImage: 16,
  validationCrop: 64,
  augmentation: AUGMENTATION_PRESETS.light,
  networks: { semantic: { F: 8, depth: 3 }, direction: { m: 1 / 8 }, energy: { m: 1 / 8 } },
  stages: alike(60, 5e-3),
};

/** A laptop's run. */
const quick: Recipe = {
  ...COMMON,
  name: "quick",
  crop: 128,
  batch: 4,
  cropsPerImage: "cover",
  validationCrop: "whole",
  augmentation: AUGMENTATION_PRESETS.light,
  networks: { semantic: { F: 8, depth: 3 }, direction: { m: 1 / 8 }, energy: { m: 1 / 8 } },
  stages: alike(400, 2e-3),
};

/** For a GPU. */
const standard: Recipe = {
  ...COMMON,
  name: "standard",
  crop: 256,
  batch: 8,
  cropsPerImage: "cover",
  validationCrop: "whole",
  augmentation: AUGMENTATION_PRESETS.heavy,
  networks: { semantic: { F: 16, depth: 4 }, direction: { m: 1 / 4 }, energy: { m: 1 / 4 } },
  stages: alike(4000, 1e-3),
};

/**
 * Widths, rates and decay of the published Deep Watershed Transform (Bai & Urtasun, CVPR 2017, and its code):
 * full width, Adam 1e-5 for the Direction Net, 5e-4 for the Watershed Net, 5e-6 for both together, horizontal flips
 * only.
 */
const paper: Recipe = {
  ...COMMON,
  name: "paper",
  crop: 256,
  batch: 4,
  cropsPerImage: "cover",
  validationCrop: "whole",
  augmentation: { ...AUGMENTATION_PRESETS.none, flipHorizontal: { probability: 0.5 } },
  networks: { semantic: { F: 64, depth: 4 }, direction: { m: 1 }, energy: { m: 1 } },
  stages: {
    semantic: constantAdam(1e-4, 0, 10_000),
    direction: constantAdam(1e-5, 1e-5, 15_000),
    energy: constantAdam(5e-4, 1e-6, 12_000),
    joint: constantAdam(5e-6, 1e-6, 10_000),
  },
};

/** The joint stage of recipes that were written before there was one. */
export const DEFAULT_JOINT: StageRecipe = quick.stages.joint;

/** The recipes offered by name. */
export const RECIPES = { tiny, quick, standard, paper } as const;

export type RecipeName = keyof typeof RECIPES;

/** Whether `name` is one of the recipes. */
export function isRecipeName(name: string): name is RecipeName {
  return Object.hasOwn(RECIPES, name);
}
