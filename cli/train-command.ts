import { resolve } from "node:path";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import { LARGEST_SEED } from "../src/core/recipe/recipe-limits.ts";
import { MAX_STEPS } from "../src/core/recipe/schedules.ts";
import { START_NAMES } from "../src/core/starts/starts.ts";
import { BROWSER_OPTION } from "./browser-option.ts";
import { defineCommand, UsageError } from "./command.ts";
import { channelFrom, normalisationFrom } from "./image-options.ts";
import { oneOf } from "./name-option.ts";
import { wholeNumber } from "./number-option.ts";
import { recipeFrom } from "./recipe-option.ts";
import { planeFrom, STACK_OPTIONS } from "./stack-options.ts";
import { train } from "./train.ts";

const DEFAULT_RECIPE = "few";

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
    "curves.csv and report.json. Ctrl+C stops a run as --stop-after does, with exit code 130.",
  forms: [
    {
      arguments: "[PATH]",
      options: [
        "recipe",
        "seed",
        "steps",
        "stages",
        "channel",
        "normalisation",
        "slice",
        "time",
        "weights",
        "start",
        "stop-after",
        "out",
        "browser",
      ],
    },
    { arguments: "[PATH]", options: ["resume", "resume-anyway", "stop-after", "out", "browser"] },
  ],
  paths: { needed: false, many: false, what: "a folder or a zip" },
  options: {
    recipe: {
      type: "string",
      value: [...Object.keys(RECIPES), "FILE"].join("|"),
      help: `The recipe, by name or as a file; experiments have names, too. FILE is a recipe.json, such as that of a weights.zip. Default: ${DEFAULT_RECIPE}.`,
    },
    seed: { type: "string", value: "N", help: "The seed, in place of the recipe's." },
    steps: { type: "string", value: "N", help: "Steps per stage, in place of the recipe's." },
    stages: {
      type: "string",
      value: STAGES.join(","),
      help: "The stages to train, separated by commas. Default: all of the recipe's pipeline.",
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
    start: {
      type: "string",
      value: START_NAMES.join("|"),
      help: "Starts the stage shared from the built-in start for nuclei in fluorescence or for cells in phase contrast.",
    },
    "stop-after": {
      type: "string",
      value: "N",
      help: "Stops after N steps over all stages, with exit code 3 and a checkpoint in the output folder.",
    },
    resume: {
      type: "string",
      value: "DIR",
      help:
        "Resumes the run whose checkpoint is in DIR, with its recipe, stages and images. The result is that of a run " +
        "that was never interrupted. PATH is needed only if the images have moved.",
    },
    "resume-anyway": {
      type: "boolean",
      help: "Resumes although the images or the given settings differ from those of the run.",
    },
    out: { type: "string", value: "DIR", default: "lab-output", help: "Where the files are written." },
    ...BROWSER_OPTION,
  },
  async run(values, [path], folder) {
    const { resume } = values;
    if (values.start !== undefined && resume !== undefined) {
      throw new UsageError("--resume goes on with the weights of the run. Leave out --start.");
    }
    if (resume !== undefined && (values.stages !== undefined || values.weights !== undefined)) {
      throw new UsageError(
        "--resume goes on with the stages and networks of the run. Leave out --stages and --weights.",
      );
    }
    const recipe = values.recipe ?? (resume === undefined ? DEFAULT_RECIPE : undefined);
    await train({
      path: path === undefined ? null : resolve(folder, path),
      recipe: recipe === undefined ? null : await recipeFrom(recipe, folder),
      seed: wholeNumber("seed", values.seed, 0, LARGEST_SEED),
      steps: wholeNumber("steps", values.steps, 1, MAX_STEPS),
      stages: values.stages === undefined ? null : stagesOf(values.stages),
      stopAfter: wholeNumber("stop-after", values["stop-after"], 1, STAGES.length * MAX_STEPS),
      resume: resume === undefined ? null : resolve(folder, resume),
      resumeAnyway: values["resume-anyway"],
      weights: values.weights === undefined ? null : resolve(folder, values.weights),
      startFrom: values.start === undefined ? null : oneOf("start", START_NAMES, values.start),
      channel: values.channel === undefined ? null : channelFrom(values.channel),
      normalisation: values.normalisation === undefined ? null : normalisationFrom(values.normalisation),
      ...planeFrom(values),
      inBrowser: values.browser,
      out: resolve(folder, values.out),
    });
  },
});
