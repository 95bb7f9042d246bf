import * as v from "valibot";
import { AUGMENTATION_PRESETS } from "../augment/presets.ts";
import type { PartialRecipe, Recipe } from "./recipe.ts";
import { recipeSchema } from "./recipe-schema.ts";

/** Joint training starts from trained networks, whose weights full learning rates would disrupt. */
const JOINT_FRACTION = 0.25;

/** The same settings for all networks, and as many steps at a lower learning rate for the joint stage. */
function alike(steps: number, peakLearningRate: number): NonNullable<PartialRecipe["stages"]> {
  const at = (peak: number) => ({
    steps,
    schedule: { kind: "oneCycle", peakLearningRate: peak } as const,
  });
  const each = at(peakLearningRate);
  return { semantic: each, direction: each, energy: each, joint: at(JOINT_FRACTION * peakLearningRate) };
}

function constantAdam(learningRate: number, weightDecay: number, steps: number) {
  return {
    steps,
    optimiser: { kind: "adam", weightDecay },
    schedule: { kind: "constant", learningRate },
  } as const;
}

const preset = (changes: Omit<PartialRecipe, "version">): Recipe =>
  v.parse(recipeSchema, { version: 5, ...changes });

/** For tests and software adapters: a run of seconds to minutes that still learns. */
const tiny = preset({
  name: "tiny",
  crop: 32,
  cropsPerImage: 16,
  validation: { first: { kind: "centre", side: 64 } },
  augmentation: AUGMENTATION_PRESETS.light,
  stages: alike(60, 5e-3),
});

/** For a laptop: the defaults. */
const quick = preset({ name: "quick", augmentation: AUGMENTATION_PRESETS.light });

/** For a GPU. */
const standard = preset({
  name: "standard",
  crop: 256,
  batch: 8,
  augmentation: AUGMENTATION_PRESETS.heavy,
  networks: { semantic: { F: 16, depth: 4 }, direction: { m: 1 / 4 }, energy: { m: 1 / 4 } },
  stages: alike(4000, 1e-3),
});

/** Crops per image and epoch that make every image as likely as the next, whatever its size. */
const EQUALLY_LIKELY = 32;

/**
 * One network with three heads for few images and a laptop, as the ablations in docs/results.md have it: strong
 * geometry, half of the crops on cells, a high rate.
 */
const few = preset({
  name: "few",
  pipeline: "shared",
  cropsPerImage: EQUALLY_LIKELY,
  emptyCropFraction: 1,
  cellCropFraction: 0.5,
  synthetic: { kind: "auto" },
  augmentation: AUGMENTATION_PRESETS.strong,
  networks: {
    ...quick.networks,
    shared: { F: 8, depth: 4, logChannel: true },
  },
  stages: { shared: { steps: 1000 } },
});

/** The same for a GPU: twice as wide, and larger crops. */
const fewLarge = preset({
  ...few,
  name: "few-large",
  crop: 256,
  batch: 8,
  networks: { ...few.networks, shared: { F: 16, depth: 4, logChannel: true } },
  stages: { shared: { steps: 2000, schedule: { kind: "oneCycle", peakLearningRate: 5e-3 } } },
});

/**
 * Widths, learning rates and weight decay of the published Deep Watershed Transform (Bai & Urtasun, CVPR
 * 2017, and its code): full width, Adam 1e-5 for the Direction Net, 5e-4 for the Watershed Net, 5e-6 for both
 * together, horizontal flips only.
 */
const paper = preset({
  name: "paper",
  crop: 256,
  augmentation: { flipHorizontal: { probability: 0.5 } },
  networks: { semantic: { F: 64, depth: 4 }, direction: { m: 1 }, energy: { m: 1 } },
  stages: {
    semantic: constantAdam(1e-4, 0, 10_000),
    direction: constantAdam(1e-5, 1e-5, 15_000),
    energy: constantAdam(5e-4, 1e-6, 12_000),
    joint: constantAdam(5e-6, 1e-6, 10_000),
  },
});

/** The recipes offered by name. */
export const RECIPES = { few, "few-large": fewLarge, tiny, quick, standard, paper } as const;

export type RecipeName = keyof typeof RECIPES;

/** True if `name` is one of the recipes. */
export function isRecipeName(name: string): name is RecipeName {
  return Object.hasOwn(RECIPES, name);
}
