import * as v from "valibot";
import { augmentationSchema } from "../augment/augmentation.ts";
import { numberFrom, wholeNumberFrom } from "../number-range.ts";
import { MOST_IMAGE_CHANNELS } from "../raster/plane.ts";
import { optimiserSchema } from "./optimisers.ts";

/** Limits of a recipe; a crop is a multiple of 16 px because the networks halve it four times. */
export const CROP_MULTIPLE = 16;
export const LARGEST_CROP = 2048;
export const LARGEST_BATCH = 256;
export const MOST_STEPS = 10_000_000;
export const LARGEST_LEARNING_RATE = 1;
export const MOST_EPOCHS_BETWEEN_COUNTS = 10_000;
export const LARGEST_SEED = 2 ** 31 - 1;

const side = v.pipe(wholeNumberFrom(CROP_MULTIPLE, LARGEST_CROP), v.multipleOf(CROP_MULTIPLE));
const fraction = numberFrom(0, 1);

const learningRate = numberFrom(0, LARGEST_LEARNING_RATE);

/** The learning-rate schedules. One-cycle has the defaults of PyTorch's OneCycleLR around its peak. */
export const scheduleSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("constant"), learningRate }),
  v.strictObject({
    kind: v.literal("oneCycle"),
    peakLearningRate: learningRate,
    /** Fraction of the steps until the peak. */
    warmUpFraction: v.exactOptional(fraction, 0.3),
    /** The first learning rate is peakLearningRate / startDivisor. */
    startDivisor: v.exactOptional(numberFrom(1, 1e9), 25),
    /** The last one is the first / endDivisor. */
    endDivisor: v.exactOptional(numberFrom(1, 1e9), 1e4),
  }),
]);

const stage = (peakLearningRate: number) =>
  v.strictObject({
    /** Optimiser updates. */
    steps: v.exactOptional(wholeNumberFrom(1, MOST_STEPS), 400),
    optimiser: v.exactOptional(optimiserSchema, { kind: "adam" }),
    schedule: v.exactOptional(scheduleSchema, { kind: "oneCycle", peakLearningRate }),
  });

/** Peak of the networks by themselves; joint training starts from trained networks, which it would throw off. */
const PEAK = 2e-3;
const JOINT_PEAK = 5e-4;

const percent = numberFrom(0, 100);
const normalisation = v.pipe(
  v.variant("kind", [
    /** Two percentiles (0..100) of each image become 0 and 1. */
    v.strictObject({ kind: v.literal("percentile"), low: percent, high: percent }),
    /** Each image gets the mean 0 and the standard deviation 1. */
    v.strictObject({ kind: v.literal("meanStd") }),
    /** No image is measured: samples of 8 and 16 bits become fractions of their type's largest value, floats stay. */
    v.strictObject({ kind: v.literal("none") }),
  ]),
  v.check(
    (chosen) => chosen.kind !== "percentile" || chosen.low < chosen.high,
    "the lower percentile must be below the higher one",
  ),
);

/** How an image becomes the single plane that the networks see. */
export const imageValuesEntries = {
  channel: v.union([v.literal("mean"), wholeNumberFrom(0, MOST_IMAGE_CHANNELS - 1)]),
  normalisation,
};

/** The normalisation by default: few bright specks decide nothing, and images of any gain look alike. */
export const PERCENTILES = { kind: "percentile", low: 1, high: 99.8 } as const;

const width = numberFrom(1 / 32, 2);

/**
 * Everything that decides a run, with the defaults of what a recipe leaves out. A setting that is added gets as its
 * default what recipes without it meant, or the version is raised and `upgradeRecipe` says what they meant.
 */
export const recipeSchema = v.pipe(
  v.strictObject({
    version: v.literal(4),
    name: v.pipe(v.string(), v.maxLength(100)),
    seed: v.exactOptional(wholeNumberFrom(0, LARGEST_SEED), 1),
    /** Fraction of the images kept for validation. The split is by image. */
    validationFraction: v.exactOptional(fraction, 0.2),
    channel: v.exactOptional(imageValuesEntries.channel, "mean"),
    normalisation: v.exactOptional(normalisation, PERCENTILES),
    /** Side of the square training crop in px. */
    crop: v.exactOptional(side, 128),
    /** Crops per optimiser step. */
    batch: v.exactOptional(wholeNumberFrom(1, LARGEST_BATCH), 4),
    /** Crops taken from an image in one epoch; "cover": as many as cover its area about once. */
    cropsPerImage: v.exactOptional(v.union([wholeNumberFrom(1, 10_000), v.literal("cover")]), "cover"),
    /**
     * Fraction of the crops without a cell that the U-Net is trained on; in place of the others, and of all such crops
     * in the other stages, a crop with cells is drawn. By default enough to learn from images without cells, and too
     * few to outweigh cells where they are sparse.
     */
    emptyCropFraction: v.exactOptional(fraction, 0.2),
    /** Validation on whole images, or on centre crops of this side in px. */
    validationCrop: v.exactOptional(v.union([side, v.literal("whole")]), "whole"),
    /** Epochs from one count of the cells found on validation to the next, since it takes another prediction; 0: never. */
    countCellsEvery: v.exactOptional(wholeNumberFrom(0, MOST_EPOCHS_BETWEEN_COUNTS), 5),
    /**
     * Which weights of a stage are kept: the last ones, or those that validated best: by the cells found in the
     * predicted mask (mAP@[.50:.95]), without a U-Net by the loss.
     */
    keep: v.exactOptional(v.picklist(["last", "best"]), "last"),
    /** Whether a cell that the image border cuts goes on beyond it, or ends there. */
    border: v.exactOptional(v.picklist(["open", "closed"]), "open"),
    augmentation: v.exactOptional(augmentationSchema, {}),
    /** Teach vectors that were computed before the augmentation and only moved: the mistake, on purpose. */
    staleVectors: v.exactOptional(v.boolean(), false),
    networks: v.exactOptional(
      v.strictObject({
        semantic: v.strictObject({ F: wholeNumberFrom(1, 256), depth: wholeNumberFrom(1, 4) }),
        direction: v.strictObject({ m: width }),
        energy: v.strictObject({ m: width }),
      }),
      { semantic: { F: 8, depth: 3 }, direction: { m: 1 / 8 }, energy: { m: 1 / 8 } },
    ),
    /** Which mask gates the image that the Direction Net sees. */
    gate: v.exactOptional(v.picklist(["true", "predicted"]), "true"),
    stages: v.exactOptional(
      v.strictObject({
        semantic: v.exactOptional(stage(PEAK), {}),
        direction: v.exactOptional(stage(PEAK), {}),
        energy: v.exactOptional(stage(PEAK), {}),
        joint: v.exactOptional(stage(JOINT_PEAK), {}),
      }),
      {},
    ),
  }),
  v.check(
    ({ keep, countCellsEvery }) => keep === "last" || countCellsEvery > 0,
    "weights that are to be the best need countCellsEvery above 0",
  ),
);
