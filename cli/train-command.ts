import { resolve } from "node:path";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import { LARGEST_SEED } from "../src/core/recipe/recipe-limits.ts";
import { MAX_STEPS } from "../src/core/recipe/recipe-schema.ts";
import { defineCommand, UsageError } from "./command.ts";
import { channelFrom, normalisationFrom } from "./image-options.ts";
import { wholeNumber } from "./number-option.ts";
import { recipeFrom } from "./recipe-option.ts";
import { planeFrom, STACK_OPTIONS } from "./stack-options.ts";
import { train } from "./train.ts";

function stagesOf(text: string): readonly Stage[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !STAGES.some((stage) => stage === name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no stage "${unknown}". The stages are ${STAGES.join(", ")}.`);
  }
  return STAGES.filter((stage) => names.includes(stage));
}

export const trainCommand = defineCommand({
  name: "train",
  summary:
    "Trains on the images in PATH (a folder or a zip; the built-in sample without PATH) and writes weights.zip, " +
    "curves.csv and report.json.",
  forms: [{ arguments: "[PATH]" }],
  paths: { needed: false, many: false, what: "a folder or a zip" },
  options: {
    recipe: {
      type: "string",
      value: [...Object.keys(RECIPES), "FILE"].join("|"),
      default: "quick",
      help: "The recipe. FILE is a recipe.json, such as that of a weights.zip.",
    },
    seed: { type: "string", value: "N", help: "The seed, in place of the recipe's." },
    steps: { type: "string", value: "N", help: "Steps per stage, in place of the recipe's." },
    stages: {
      type: "string",
      value: STAGES.join(","),
      default: STAGES.join(","),
      help: "The stages to train, separated by commas.",
    },
    channel: {
      type: "string",
      value: "mean|r|g|b|N",
      help: "The channel, counted from 1, or the mean of all, in place of the recipe's.",
    },
    normalisation: {
      type: "string",
      value: "percentile|percentile:LOW,HIGH|mean-std|none",
      help: "The normalisation of the images, in place of the recipe's.",
    },
    ...STACK_OPTIONS,
    weights: { type: "string", value: "ZIP", help: "Starts from these trained networks." },
    out: { type: "string", value: "DIR", default: "lab-output", help: "Where the files are written." },
  },
  async run(values, [path], folder) {
    await train({
      path: path === undefined ? null : resolve(folder, path),
      recipe: await recipeFrom(values.recipe, folder),
      seed: wholeNumber("seed", values.seed, 0, LARGEST_SEED),
      steps: wholeNumber("steps", values.steps, 1, MAX_STEPS),
      stages: stagesOf(values.stages),
      weights: values.weights === undefined ? null : resolve(folder, values.weights),
      channel: values.channel === undefined ? null : channelFrom(values.channel),
      normalisation: values.normalisation === undefined ? null : normalisationFrom(values.normalisation),
      ...planeFrom(values),
      out: resolve(folder, values.out),
    });
  },
});
