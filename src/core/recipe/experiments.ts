import * as v from "valibot";
import { AUGMENTATION_PRESETS } from "../augment/presets.ts";
import { RECIPES } from "./presets.ts";
import type { PartialRecipe, Recipe } from "./recipe.ts";
import { recipeSchema } from "./recipe-schema.ts";

/** A recipe of an experiment. */
export interface Experiment {
  /** Title on the page. */
  readonly title: string;
  /** One paragraph: what is shown, and what to expect. */
  readonly explanation: string;
  readonly recipe: Recipe;
}

type DirectionStage = NonNullable<NonNullable<PartialRecipe["stages"]>["direction"]>;
type Changes = Omit<PartialRecipe, "version" | "name">;

/** Crops and epochs so small that a processor does all runs on the built-in sample in minutes to an hour. */
const base: Recipe = { ...RECIPES.quick, crop: 64, cropsPerImage: 4, countCellsEvery: 0 };

function experiment(
  name: string,
  title: string,
  explanation: string,
  changes: Changes,
): [string, Experiment] {
  const recipe = v.parse(recipeSchema, { ...base, ...changes, name });
  return [name, { title, explanation, recipe }];
}

/**
 * Of the networks that a processor trains in minutes, a wide one: the rates at which a ReLU is switched off for good
 * fall with the width.
 */
const wide: Recipe = {
  ...base,
  crop: 48,
  cropsPerImage: 2,
  networks: { ...base.networks, direction: { m: 1 / 2 } },
};

/** Adam with the weight decay of the published networks. */
const ADAM = { kind: "adam", weightDecay: 1e-5 } as const;

/** A rate for a number of epochs, as in the notebook: its one-cycle changed the rate once per epoch. */
const constant = (epochs: number): DirectionStage => ({
  epochs,
  optimiser: ADAM,
  schedule: { kind: "constant", learningRate: 1e-5 },
});
const oneCycle = (peakLearningRate: number): DirectionStage => ({
  epochs: 30,
  optimiser: ADAM,
  schedule: { kind: "oneCycle", peakLearningRate, interval: "epoch" },
});

/** The notebook filled with black where a turned crop leaves the image. */
const HEAVY = { ...AUGMENTATION_PRESETS.heavy, padding: "zero" } as const;
const NONE = AUGMENTATION_PRESETS.none;

interface RateCase {
  readonly name: string;
  readonly title: string;
  readonly direction: DirectionStage;
  readonly augmentation: Recipe["augmentation"];
  /** What the notebook reports. */
  readonly reported: string;
  /** What to expect with its head and loss, and with those of this lab. */
  readonly authors: string;
  readonly ours: string;
}

const RATES: readonly RateCase[] = [
  {
    name: "constant-100-epochs",
    title: "1e-5, 100 epochs, plain",
    direction: constant(100),
    augmentation: NONE,
    reported:
      "A public notebook of 2021 reports a loss that fell from 4480 to 3120 at a constant rate of 1e-5, without augmentation, and was still falling after 100 epochs",
    authors:
      "4480 is the sum that an output of zeros costs on its whole images, so the run ended at 0.70 of chance, not near a common limit",
    ours: "The mean loss starts near 3.29, the level of random directions, and falls slowly: the rate is small for new weights",
  },
  {
    name: "heavy-one-cycle-1e-2",
    title: "cycle to 1e-2, heavy",
    direction: oneCycle(1e-2),
    augmentation: HEAVY,
    reported:
      "A public notebook of 2021 reports a loss that was flat at 2930 from the first epoch, with one cycle to 1e-2 and heavy augmentation",
    authors:
      "2930 is the cost of an output of zeros on augmented crops: the first rate, 4e-4, already switches off the ReLU for good, and no gradient returns",
    ours: "Linear, normalised outputs cannot be switched off, yet for a network of this width 1e-2 is too high all the same: the error stays near that of random directions. The lower peaks learn, and so does this one at m = 1/8",
  },
  {
    name: "heavy-one-cycle-1e-3",
    title: "cycle to 1e-3, heavy",
    direction: oneCycle(1e-3),
    augmentation: HEAVY,
    reported:
      "A public notebook of 2021 reports a loss that fell from 2760 to 2270 until epoch 23, then jumped to 2930 and stayed there, with one cycle to 1e-3 and heavy augmentation",
    authors:
      "There the ReLU switched off near the peak of the rate; 2930 is the cost of an output of zeros. The smaller network of this recipe survives this rate, and jumps in the cycle to 3e-3",
    ours: "The same schedule passes its peak and goes on learning",
  },
  {
    name: "heavy-one-cycle-3e-3",
    title: "cycle to 3e-3, heavy",
    direction: oneCycle(3e-3),
    augmentation: HEAVY,
    reported:
      "In a public notebook of 2021, whose network was wider and began with larger weights, a cycle to 1e-3 ended in a jump; here that takes 3e-3",
    authors:
      "The loss falls while the rate rises, and jumps to the cost of an output of zeros near the peak: the ReLU is off everywhere, and no gradient returns",
    ours: "The same schedule passes its peak and goes on learning",
  },
  {
    name: "heavy-constant-20-epochs",
    title: "1e-5, 20 epochs, heavy",
    direction: constant(20),
    augmentation: HEAVY,
    reported:
      "A public notebook of 2021 reports a loss that fell from 2790 to 2480 in 20 epochs at a constant rate of 1e-5, with heavy augmentation",
    authors:
      "It is below the run without augmentation only because black borders remove a third of the cell pixels from the sum: relative to chance it reached 0.85, the other 0.70",
    ours: "The mean loss of both runs has the same scale, so that they can be compared",
  },
];

/** On as many pixels, so that sums differ only by the cells in them. */
const VALIDATION = {
  first: { kind: "augmented", seed: 1 },
  second: { kind: "centre", side: wide.crop },
} as const;
const ON_BOTH =
  "Validation A has the training augmentation, as in the notebook; validation B has crops of the same size from the middle of the same images, as they are";

/** A recipe of a schedule; the changes are in its head and loss. */
function rateRecipe({ direction, augmentation }: RateCase): Changes {
  const { crop, cropsPerImage, networks } = wide;
  const stages = { ...base.stages, direction };
  return { crop, cropsPerImage, networks, augmentation, validation: VALIDATION, stages };
}

function rateExperiment(one: RateCase) {
  const { name, title, reported, ours } = one;
  return experiment(name, `Rates: ${title}`, `${reported}. ${ours}. ${ON_BOTH}.`, rateRecipe(one));
}

/** The same with the head and the loss of the notebook. */
function authorExperiment(one: RateCase) {
  const { name, title, reported, authors } = one;
  const { networks } = wide;
  return experiment(
    `author-head-${name}`,
    `Author's head: ${title}`,
    `${reported}. ${authors}. This recipe has the notebook's head and loss: a ReLU after the last layer, vectors of any length, and a loss summed over the pixels. Only a quarter of all directions can be reached, so that the angle error cannot fall below 58 degrees. ${ON_BOTH}; the line of a zero output differs between the two.`,
    {
      ...rateRecipe(one),
      networks: { ...networks, direction: { ...networks.direction, head: "relu" } },
      directionLoss: "sum",
    },
  );
}

const TURNED = { ...NONE, rotation: { probability: 1, degrees: 180 } };

function vectorExperiments() {
  const cases = [
    ["none", "no augmentation", NONE],
    ["rotation", "rotation", TURNED],
  ] as const;
  return cases.flatMap(([key, words, augmentation]) => [
    experiment(
      `vectors-${key}-recomputed`,
      `Vectors: ${words}, recomputed`,
      key === "none"
        ? "Without augmentation nothing moves, and stored vectors are as good as recomputed ones. This is the reference of the four runs: the validation error falls."
        : "Every crop is turned by a random angle, and its vectors are recomputed from the turned labels. The validation error falls as without rotation.",
      { augmentation },
    ),
    experiment(
      `vectors-${key}-stale`,
      `Vectors: ${words}, stale`,
      key === "none"
        ? "The vectors are computed before the augmentation and only moved with their pixels. Without rotation they are right, and the validation error falls almost as with recomputed vectors: the mistake does not show."
        : "The vectors are computed before the rotation and only moved with their pixels, so they keep pointing where they pointed before. The targets are wrong by the angle of each rotation, and the validation error stays at that of random directions, 104 degrees RMS, although the training runs without complaint.",
      { augmentation, staleVectors: true },
    ),
  ]);
}

const { few } = RECIPES;

/** The learning rate of the published pipeline in the recipe `quick`. */
const LOW_RATE = 2e-3;

const atRate = (peakLearningRate: number) => ({
  schedule: { kind: "oneCycle", peakLearningRate } as const,
});

/** The rate of `few` for the three networks, and a quarter of it for their joint training. */
const HIGH_RATES = {
  ...few.stages,
  semantic: { ...few.stages.semantic, ...atRate(1e-2) },
  direction: { ...few.stages.direction, ...atRate(1e-2) },
  energy: { ...few.stages.energy, ...atRate(1e-2) },
  joint: { ...few.stages.joint, ...atRate(2.5e-3) },
};

/** Epochs so long that validations take little of the time: cells are found after the training. */
const RARELY_VALIDATED = { cropsPerImage: 128, countCellsEvery: 0 } as const;

/** `few` with one part left out or replaced. */
const ABLATIONS: readonly (readonly [name: string, title: string, explanation: string, changes: Changes])[] =
  [
    [
      "few",
      "the recipe few",
      "The recipe few as it is: one network with three heads, a high learning rate, strong geometry, crops on cells, synthetic cells. The others of this set change one part each",
      {},
    ],
    [
      "rate",
      "a fifth of the rate",
      "A fifth of the learning rate, as the published networks have it in the recipe quick. In as many steps the network with three heads does not get far at this rate",
      { stages: { ...few.stages, shared: { ...few.stages.shared, ...atRate(LOW_RATE) } } },
    ],
    [
      "synthetic",
      "no synthetic cells",
      "No crops of synthetic images in the first part of the training. They matter where few real images exist, and not for nuclei",
      { synthetic: { kind: "none" } },
    ],
    [
      "log",
      "no log channel",
      "The network sees the image alone, without its logarithm as a second input channel, which shows dim cells beside bright ones",
      { networks: { ...few.networks, shared: { ...few.networks.shared, logChannel: false } } },
    ],
    [
      "light",
      "light augmentation",
      "Flips, 90° rotations and slight changes of brightness only, as in the recipe quick: no other rotation, no scale and no elastic deformation",
      { augmentation: AUGMENTATION_PRESETS.light },
    ],
    [
      "anywhere",
      "crops anywhere",
      "All crops lie anywhere in the image, none of them is centred on a cell, so that sparse images give many crops of background",
      { cellCropFraction: 0 },
    ],
    [
      "background",
      "cells only",
      "Vectors and levels are taught in cells only. In the recipe few the network also learns that both are zero in the background",
      { sharedLoss: { ...few.sharedLoss, background: 0 } },
    ],
    [
      "published",
      "three networks",
      "The three networks of the published pipeline with the augmentation and the crops of few, gated by the true mask in training, at their own rate",
      { pipeline: "published" },
    ],
    [
      "published-rate",
      "three networks, rate",
      "The three networks of the published pipeline at the rate of few, gated by the true mask in training: with the recipe before and after it, this tells what the rate does and what the gate does",
      { pipeline: "published", stages: HIGH_RATES },
    ],
    [
      "published-rate-gate",
      "three networks, rate and gate",
      "The three networks of the published pipeline at the rate of few, gated by the mask that their U-Net predicts: how much of the difference these two make without shared layers",
      {
        pipeline: "published",
        gate: "predicted",
        stages: HIGH_RATES,
      },
    ],
  ];

function ablationExperiment([key, title, explanation, changes]: (typeof ABLATIONS)[number]): [
  string,
  Experiment,
] {
  const name = `ablation-${key}`;
  const recipe = v.parse(recipeSchema, { ...few, ...RARELY_VALIDATED, ...changes, name });
  return [name, { title: `Ablation: ${title}`, explanation: `${explanation}.`, recipe }];
}

/** Recipes that repeat published experiments or test parts of a recipe, by name, in the order of the page. */
export const EXPERIMENTS: Readonly<Record<string, Experiment>> = Object.fromEntries([
  ...vectorExperiments(),
  ...RATES.map(rateExperiment),
  ...RATES.map(authorExperiment),
  ...ABLATIONS.map(ablationExperiment),
]);

/** The experiment of a name; null if there is none. */
export function experimentOf(name: string): Experiment | null {
  return Object.hasOwn(EXPERIMENTS, name) ? EXPERIMENTS[name] : null;
}
