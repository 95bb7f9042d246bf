import * as v from "valibot";
import { LabError } from "../errors.ts";
import { MOST_PICTURE_CHANNELS } from "../raster/plane.ts";
import type { NetworkInputs } from "./network-inputs.ts";
import { optimiserSchema } from "./optimisers.ts";
import { DEFAULT_JOINT, NO_EMPTY_CROPS, RECIPES } from "./presets.ts";
import type { Recipe } from "./recipe.ts";
import { upgradeRecipe } from "./upgrade-recipe.ts";

/** A recipe that cannot be used, and which part of it is wrong. */
export class RecipeError extends LabError {
  override name = "RecipeError";
}

/** Limits of a recipe; a crop is a multiple of 16 px because the networks halve it four times. */
export const CROP_MULTIPLE = 16;
export const LARGEST_CROP = 2048;
export const LARGEST_BATCH = 256;
export const MOST_STEPS = 10_000_000;
export const LARGEST_LEARNING_RATE = 1;
export const MOST_EPOCHS_BETWEEN_COUNTS = 10_000;
export const LARGEST_SEED = 2 ** 31 - 1;

const number = (low: number, high: number) => v.pipe(v.number(), v.minValue(low), v.maxValue(high));
const whole = (low: number, high: number) => v.pipe(number(low, high), v.integer());
const side = v.pipe(whole(CROP_MULTIPLE, LARGEST_CROP), v.multipleOf(CROP_MULTIPLE));
const share = number(0, 1);
const chance = { probability: share };
const range = { low: number(0.1, 10), high: number(0.1, 10) };

const augmentation = v.strictObject({
  flipVertical: v.strictObject(chance),
  flipHorizontal: v.strictObject(chance),
  rotate90: v.strictObject(chance),
  rotation: v.strictObject({ ...chance, degrees: number(0, 180) }),
  scale: v.strictObject({ ...chance, ...range }),
  elastic: v.strictObject({ ...chance, amplitude: number(0, 50), spacing: number(4, 1024) }),
  padding: v.picklist(["reflect", "zero"]),
  gainOffset: v.strictObject({ ...chance, gain: number(0, 1), offset: number(0, 5) }),
  gamma: v.strictObject({ ...chance, ...range }),
  blur: v.strictObject({ ...chance, sigma: number(0, 10) }),
  noise: v.strictObject({ ...chance, deviation: number(0, 5) }),
  illumination: v.strictObject({ ...chance, amplitude: number(0, 5) }),
});

const learningRate = number(0, LARGEST_LEARNING_RATE);
const schedule = v.variant("kind", [
  v.strictObject({ kind: v.literal("constant"), learningRate }),
  v.strictObject({
    kind: v.literal("oneCycle"),
    peakLearningRate: learningRate,
    warmUpFraction: share,
    startDivisor: number(1, 1e9),
    endDivisor: number(1, 1e9),
  }),
]);
const stage = v.strictObject({ steps: whole(1, MOST_STEPS), optimiser: optimiserSchema, schedule });
const width = v.strictObject({ m: number(1 / 32, 2) });

const percentile = number(0, 100);
const normalisation = v.pipe(
  v.variant("kind", [
    v.strictObject({ kind: v.literal("percentile"), low: percentile, high: percentile }),
    v.strictObject({ kind: v.literal("meanStd") }),
    v.strictObject({ kind: v.literal("none") }),
  ]),
  v.check(
    (chosen) => chosen.kind !== "percentile" || chosen.low < chosen.high,
    "the lower percentile must be below the higher one",
  ),
);

const imageValues = {
  channel: v.union([v.literal("mean"), whole(0, MOST_PICTURE_CHANNELS - 1)]),
  normalisation,
};

const fields = v.strictObject({
  version: v.literal(4),
  name: v.pipe(v.string(), v.maxLength(100)),
  seed: whole(0, LARGEST_SEED),
  validationFraction: share,
  ...imageValues,
  crop: side,
  batch: whole(1, LARGEST_BATCH),
  cropsPerImage: v.union([whole(1, 10_000), v.literal("cover")]),
  emptyCropFraction: v.optional(share, NO_EMPTY_CROPS),
  validationCrop: v.union([side, v.literal("whole")]),
  countCellsEvery: whole(0, MOST_EPOCHS_BETWEEN_COUNTS),
  keep: v.picklist(["last", "best"]),
  border: v.picklist(["open", "closed"]),
  augmentation,
  staleVectors: v.boolean(),
  networks: v.strictObject({
    semantic: v.strictObject({ F: whole(1, 256), depth: whole(1, 4) }),
    direction: width,
    energy: width,
  }),
  gate: v.picklist(["true", "predicted"]),
  stages: v.strictObject({
    semantic: stage,
    direction: stage,
    energy: stage,
    joint: v.optional(stage, DEFAULT_JOINT),
  }),
});

const schema = v.pipe(
  fields,
  v.check(
    ({ keep, countCellsEvery }) => keep === "last" || countCellsEvery > 0,
    "weights that are to be the best need countCellsEvery above 0",
  ),
);

function inWords(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue) ?? "all of it";
  if (issue.type === "check") return `of ${where}, ${issue.message}`;
  return `${where} should be ${issue.expected ?? "something else"}, but it is ${issue.received}`;
}

/**
 * Checks anything that claims to be a recipe; one of an older version becomes one of the newest. Unknown fields,
 * wrong types and numbers out of range are refused.
 * @throws RecipeError naming the field
 */
export function parseRecipe(value: unknown): Recipe {
  const result = v.safeParse(schema, upgradeRecipe(value));
  if (result.success) return result.output;
  throw new RecipeError(
    `This recipe cannot be used: ${inWords(result.issues[0])}. ` +
      `Start from one of ${Object.keys(RECIPES).join(", ")} and change that.`,
    { cause: result.issues },
  );
}

const inputs = v.strictObject({
  semantic: v.exactOptional(v.strictObject(imageValues)),
  direction: v.exactOptional(v.strictObject(imageValues)),
  energy: v.exactOptional(v.strictObject({ unitVectors: v.picklist(["true", "predicted"]) })),
});

/**
 * Checks anything that claims to say how the inputs of networks were made.
 * @throws RecipeError naming the field
 */
export function parseInputs(value: unknown): NetworkInputs {
  const result = v.safeParse(inputs, value);
  if (result.success) return result.output;
  throw new RecipeError(
    `These inputs of networks cannot be used: ${inWords(result.issues[0])}. Export the weights again.`,
    { cause: result.issues },
  );
}
