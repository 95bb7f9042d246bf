import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { LabError } from "../src/core/errors.ts";
import { MAX_STEPS } from "../src/core/recipe/schedules.ts";
import { EXPERIMENT_SETS } from "../src/core/sweep/experiment-sets.ts";
import { MAX_RUNS } from "../src/core/sweep/sweep.ts";
import { BROWSER_OPTION } from "./browser-option.ts";
import { defineCommand, UsageError } from "./command.ts";
import { experiment } from "./experiment.ts";
import { planFrom } from "./experiment-plan.ts";
import { wholeNumber } from "./number-option.ts";
import { planeFrom, STACK_OPTIONS } from "./stack-options.ts";

const NAMES = [...Object.keys(EXPERIMENT_SETS), "SWEEP.json"].join("|");

export const experimentCommand = defineCommand({
  name: "experiment",
  summary:
    "Does the runs of an experiment, or of a sweep in a file, one after the other, and writes a folder for each, table.json " +
    "and plot.svg. It trains on the images in PATH (a folder or a zip; the built-in sample without PATH). Ctrl+C keeps what " +
    "is done, and the same command goes on from there.",
  prints: true,
  forms: [{ arguments: `${NAMES} [PATH]` }],
  paths: { needed: true, many: true, what: "the name of an experiment or a sweep" },
  options: {
    out: { type: "string", value: "DIR", required: true, help: "Where the folders and files are written." },
    seeds: {
      type: "string",
      value: "N",
      help: "Repeats every recipe with the seeds 1 to N. Default: 3, or as in the file.",
    },
    steps: { type: "string", value: "N", help: "Steps per stage, in place of those of the recipes." },
    cells: {
      type: "boolean",
      help:
        "Finds the cells of the validation images after each run by every method, in the predicted mask if there is " +
        "one, and adds their scores to table.json. ablation does so without this option.",
    },
    ...STACK_OPTIONS,
    ...BROWSER_OPTION,
  },
  async run(values, [name, path, ...more], folder) {
    if (more.length > 0) throw new UsageError("Give one experiment and one PATH only.");
    const plan = await planFrom(name, folder, {
      seeds: wholeNumber("seeds", values.seeds, 1, MAX_RUNS),
      steps: wholeNumber("steps", values.steps, 1, MAX_STEPS),
      cells: values.cells,
    });
    const images = path === undefined ? null : resolve(folder, path);
    if (images !== null && !existsSync(images)) throw new LabError(`There is no file or folder ${images}.`);
    await experiment({
      plan,
      source: { path: images, ...planeFrom(values) },
      inBrowser: values.browser,
      out: resolve(folder, values.out),
    });
  },
});
