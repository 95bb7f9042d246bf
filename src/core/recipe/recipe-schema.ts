import * as v from "valibot";
import { augmentationSchema } from "../augment/augmentation.ts";
import { numberFrom, wholeNumberFrom } from "../number-range.ts";
import { MAX_IMAGE_CHANNELS } from "../raster/plane.ts";
import { earlyStoppingSchema } from "./early-stopping.ts";
import { type CallbackSettings, monitoredBy } from "./monitored-by.ts";
import { MONITORED, MONITORED_SCORES, scoresOf } from "./monitored-scores.ts";
import { optimiserSchema } from "./optimisers.ts";
import { cropSide, LARGEST_SEED, LARGEST_TARGET_MARGIN } from "./recipe-limits.ts";
import { MAX_STEPS, scheduleSchema } from "./schedules.ts";
import { SHARED_LOSS_WEIGHTS } from "./shared-loss-weights.ts";
import { syntheticSchema } from "./synthetic.ts";
import type { Task } from "./task.ts";
import { validationTransformSchema } from "./validation-transforms.ts";

/** Incremented whenever older recipes must be upgraded, see `upgradeRecipe`. */
export const RECIPE_VERSION = 5;

/** Limits of a recipe. */
export const LARGEST_BATCH = 256;
/** Largest number of epochs of a stage. */
export const MAX_EPOCHS = 100_000;
export const MAX_EPOCHS_BETWEEN_COUNTS = 10_000;

const fraction = numberFrom(0, 1);

/** The score that ranks the weights of a stage: "auto" for cells in the predicted mask, else for the loss. */
export const BEST_BY = ["auto", ...MONITORED] as const;

/** Whether a stage follows a score that is measured only where cells are counted. */
export function followsCells(stage: CallbackSettings): boolean {
  return monitoredBy(stage).some((score) => MONITORED_SCORES[score].countsCells);
}

const stage = (task: Task, peakLearningRate: number) =>
  v.pipe(
    v.strictObject({
      /** Optimiser updates. */
      steps: v.exactOptional(wholeNumberFrom(1, MAX_STEPS), 400),
      /** Passes over the training images, from which a run computes its `steps`; null: `steps` as given. */
      epochs: v.exactOptional(v.nullable(wholeNumberFrom(1, MAX_EPOCHS)), null),
      optimiser: v.exactOptional(optimiserSchema, { kind: "adam" }),
      schedule: v.exactOptional(scheduleSchema, { kind: "oneCycle", peakLearningRate }),
      /** Null: the stage takes all of its steps. */
      earlyStopping: v.exactOptional(v.nullable(earlyStoppingSchema), null),
      bestBy: v.exactOptional(v.picklist(BEST_BY), "auto"),
    }),
    v.check(
      (recipe) => monitoredBy(recipe).every((score) => scoresOf(task).includes(score)),
      ({ input }) => {
        const known = scoresOf(task);
        const unknown = monitoredBy(input).find((score) => !known.includes(score));
        return `${unknown} is not a score of this stage; its scores are ${known.join(", ")}`;
      },
    ),
  );

/**
 * Peak learning rate of single networks. Joint training starts from trained networks, which it would disrupt.
 */
const PEAK = 2e-3;
const JOINT_PEAK = 5e-4;
/** Normalised layers and a linear head bear a high rate, and few steps need it. */
export const SHARED_PEAK = 1e-2;

/** Weight of a part of a loss. */
const lossWeight = numberFrom(0, 100);

const percent = numberFrom(0, 100);
const normalisation = v.pipe(
  v.variant("kind", [
    /** Two percentiles (0..100) of each image map to 0 and 1. */
    v.strictObject({ kind: v.literal("percentile"), low: percent, high: percent }),
    /** Each image is scaled to mean 0 and standard deviation 1. */
    v.strictObject({ kind: v.literal("meanStd") }),
    /**
     * Independent of the image: 8 and 16 bit values become fractions of the type's maximum, floats are
     * unchanged.
     */
    v.strictObject({ kind: v.literal("none") }),
  ]),
  v.check(
    (chosen) => chosen.kind !== "percentile" || chosen.low < chosen.high,
    "the lower percentile must be below the higher one",
  ),
);

/** Conversion of an image to the single plane that the networks see. */
export const imageValuesEntries = {
  channel: v.union([v.literal("mean"), wholeNumberFrom(0, MAX_IMAGE_CHANNELS - 1)]),
  normalisation,
};

/** Default normalisation: insensitive to bright outliers and to the gain of the camera. */
export const PERCENTILES = { kind: "percentile", low: 1, high: 99.8 } as const;

const width = numberFrom(1 / 32, 2);

/**
 * Everything that determines a run, with defaults for missing fields. The default of a new setting must
 * preserve the behaviour of recipes without it; otherwise the version is incremented and `upgradeRecipe`
 * preserves it.
 */
export const recipeSchema = v.pipe(
  v.strictObject({
    version: v.literal(RECIPE_VERSION),
    name: v.pipe(v.string(), v.maxLength(100)),
    seed: v.exactOptional(wholeNumberFrom(0, LARGEST_SEED), 1),
    /** Fraction of the images kept for validation. The split is by image. */
    validationFraction: v.exactOptional(fraction, 0.2),
    channel: v.exactOptional(imageValuesEntries.channel, "mean"),
    normalisation: v.exactOptional(normalisation, PERCENTILES),
    /** Side of the square training crop in px. */
    crop: v.exactOptional(cropSide, 128),
    /** Crops per optimiser step. */
    batch: v.exactOptional(wholeNumberFrom(1, LARGEST_BATCH), 4),
    /** Crops per image and epoch; "cover": as many as cover its area about once. */
    cropsPerImage: v.exactOptional(v.union([wholeNumberFrom(1, 10_000), v.literal("cover")]), "cover"),
    /**
     * Fraction of the crops without cells that the U-Net is trained on; the others, and all of them in the
     * other stages, are replaced by crops with cells. The default is enough to learn from images without
     * cells, and too little to outweigh sparse cells.
     */
    emptyCropFraction: v.exactOptional(fraction, 0.2),
    /** Fraction of the crops whose centre lies near a random pixel of a cell; the others lie anywhere. */
    cellCropFraction: v.exactOptional(fraction, 0),
    /** Crops from synthetic images among those of the dataset. */
    synthetic: v.exactOptional(syntheticSchema, { kind: "none" }),
    /**
     * Parts of the validation images that are measured. The first decides about the weights to keep and the callbacks;
     * the second, if there is one, is measured for comparison.
     */
    validation: v.exactOptional(
      v.strictObject({
        first: v.exactOptional(validationTransformSchema, { kind: "none" }),
        second: v.exactOptional(v.nullable(validationTransformSchema), null),
      }),
      {},
    ),
    /** Epochs between counts of the cells found on validation, which need an extra prediction; 0: never. */
    countCellsEvery: v.exactOptional(wholeNumberFrom(0, MAX_EPOCHS_BETWEEN_COUNTS), 5),
    /**
     * Weights of a stage to use after training: the last ones, or those that scored best on validation, as
     * the `bestBy` of the stage ranks them.
     */
    keep: v.exactOptional(v.picklist(["last", "best"]), "last"),
    /** Cells at the image border continue beyond it (open), or end there (closed). */
    border: v.exactOptional(v.picklist(["open", "closed"]), "open"),
    /**
     * Surroundings of a crop that its targets take into account, px. At 0 a cell that the edge of the crop cuts is as
     * deep, and points, as if nothing were known beyond it.
     */
    targetMargin: v.exactOptional(wholeNumberFrom(0, LARGEST_TARGET_MARGIN), 0),
    augmentation: v.exactOptional(augmentationSchema, {}),
    /**
     * Train on vectors computed before the augmentation and only moved with their pixels: wrong on purpose.
     */
    staleVectors: v.exactOptional(v.boolean(), false),
    networks: v.exactOptional(
      v.strictObject({
        semantic: v.strictObject({ F: wholeNumberFrom(1, 256), depth: wholeNumberFrom(1, 4) }),
        direction: v.strictObject({
          m: width,
          /** A ReLU after the last layer and vectors of any length: wrong on purpose. Absent: unit vectors. */
          head: v.exactOptional(v.literal("relu")),
        }),
        energy: v.strictObject({ m: width }),
        shared: v.exactOptional(
          v.strictObject({
            F: wholeNumberFrom(1, 256),
            depth: wholeNumberFrom(1, 4),
            /** Whether the logarithm of the image is a second input channel, which shows dim cells beside bright ones. */
            logChannel: v.exactOptional(v.boolean(), false),
          }),
          { F: 8, depth: 4 },
        ),
      }),
      { semantic: { F: 8, depth: 3 }, direction: { m: 1 / 8 }, energy: { m: 1 / 8 } },
    ),
    /** Networks that find the cells: three, as published, or one with three heads. */
    pipeline: v.exactOptional(v.picklist(["published", "shared"]), "published"),
    /**
     * Weights with which the training of the shared network begins: random ones, those of a built-in start, or those
     * of the shared network in use.
     */
    startFrom: v.exactOptional(v.picklist(["scratch", "nuclei", "phase", "own"]), "scratch"),
    /** Weights of the parts of the loss of the shared network. */
    sharedLoss: v.exactOptional(
      v.strictObject({
        mask: v.exactOptional(lossWeight, SHARED_LOSS_WEIGHTS.mask),
        vectors: v.exactOptional(lossWeight, SHARED_LOSS_WEIGHTS.vectors),
        levels: v.exactOptional(lossWeight, SHARED_LOSS_WEIGHTS.levels),
        /** Weight of a background pixel for vectors and levels; that of a cell pixel is 1 on average. */
        background: v.exactOptional(numberFrom(0, 10), SHARED_LOSS_WEIGHTS.background),
      }),
      {},
    ),
    /**
     * Loss of the direction stage: the weighted mean of the squared angles, or their sum per image by the
     * arccosine.
     */
    directionLoss: v.exactOptional(v.picklist(["mean", "sum"]), "mean"),
    /** Mask that gates the input of the Direction Net. */
    gate: v.exactOptional(v.picklist(["true", "predicted"]), "true"),
    stages: v.exactOptional(
      v.strictObject({
        semantic: v.exactOptional(stage("mask", PEAK), {}),
        direction: v.exactOptional(stage("direction", PEAK), {}),
        energy: v.exactOptional(stage("level", PEAK), {}),
        joint: v.exactOptional(stage("level", JOINT_PEAK), {}),
        shared: v.exactOptional(stage("shared", SHARED_PEAK), {}),
      }),
      {},
    ),
  }),
  v.check(
    ({ stages, countCellsEvery }) => countCellsEvery > 0 || !Object.values(stages).some(followsCells),
    "a stage that follows a score of cells needs countCellsEvery above 0",
  ),
);
