import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { counted } from "../src/core/counted.ts";
import { missingChannel } from "../src/core/dataset/missing-channel.ts";
import { splitImages } from "../src/core/dataset/sampling/split.ts";
import type { Channel } from "../src/core/raster/channel.ts";
import type { RecipeName } from "../src/core/recipe/presets.ts";
import type { Normalisation, Recipe, Stage } from "../src/core/recipe/recipe.ts";
import type { StartName } from "../src/core/starts/starts.ts";
import type { CheckpointSummary } from "../src/workers/checkpoint.protocol.ts";
import { EndedEarly, EXIT_INTERRUPTED, EXIT_STOPPED } from "./ended-early.ts";
import { evaluateValidation, possibleGates, type ReportedEvaluation } from "./evaluate-validation.ts";
import { evaluationText } from "./evaluation-text.ts";
import { CHECKPOINT, type FollowedRun, followRun, saveCheckpoint } from "./follow-run.ts";
import { importWeights } from "./import-weights.ts";
import type { LoadOptions } from "./load-images.ts";
import { makeFolder } from "./make-folder.ts";
import { checkpointIn, checkUnchanged, openCheckpoint } from "./open-checkpoint.ts";
import { type OpenLab, withLab } from "./open-lab.ts";
import { writeRunFolder } from "./run-folder.ts";
import { loadLabelled, reportDevice, saveWeights, start, TrainError } from "./run-in-lab.ts";

export interface TrainOptions extends LoadOptions {
  /** The name of a recipe, or the content of a file; null for that of the resumed run. */
  readonly recipe: RecipeName | object | null;
  readonly seed: number | null;
  /** Steps per stage; null for the recipe's own. */
  readonly steps: number | null;
  /** Null for all stages of the recipe's pipeline. */
  readonly stages: readonly Stage[] | null;
  /** A zip of trained networks, with which the stages continue; null for none. */
  readonly weights: string | null;
  /** Built-in start of the stage shared; null for the recipe's own. */
  readonly startFrom: StartName | null;
  /** Null for the recipe's own. */
  readonly channel: Channel | null;
  readonly normalisation: Normalisation | null;
  /** Steps over all stages after which the run stops; null for never. */
  readonly stopAfter: number | null;
  /** Folder with the checkpoint of a run to resume; null for a new run. */
  readonly resume: string | null;
  /** Resume although images or settings have changed. */
  readonly resumeAnyway: boolean;
  readonly inBrowser: boolean;
  readonly out: string;
}

const REPORT_VERSION = 1;

function checkExists(path: string | null, advice = ""): void {
  if (path !== null && !existsSync(path))
    throw new TrainError(`There is no file or folder ${path}.${advice}`);
}

/** Where the images of a run are read from: as given, else as the run that is resumed. */
function sourceOf({ path, slice, time }: TrainOptions, resumed: CheckpointSummary | null): LoadOptions {
  const source = resumed?.run.source;
  if (path !== null || !source) return { path, slice, time };
  checkExists(source.path, " The images of the run were read from there. Give their PATH.");
  return { path: source.path, slice: slice ?? source.slice, time: time ?? source.time };
}

/** Keeps or deletes the checkpoint in the output folder, and throws unless the run finished. */
async function checkFinished(lab: OpenLab, { run, isInterrupted }: FollowedRun, out: string): Promise<void> {
  if (run.phase === "finished") {
    await rm(join(out, CHECKPOINT), { force: true });
    return;
  }
  if (run.phase !== "stopped") throw new TrainError(run.error ?? "The run did not finish.");
  await saveCheckpoint(lab, out);
  const quoted = /\s/.test(out) ? `"${out}"` : out;
  const steps = run.reports.reduce((sum, report) => sum + report.steps, 0);
  throw new EndedEarly(
    isInterrupted ? EXIT_INTERRUPTED : EXIT_STOPPED,
    `Stopped after ${counted(steps, "step")}; the weights so far and a checkpoint are in ${out}. To go on: npm run lab -- train --resume ${quoted} --out ${quoted}`,
  );
}

/**
 * Trains and writes weights.zip, curves.csv, run.json, curves.json and report.json to `out`, also
 * for a run that stops or fails after it has produced weights.
 * @throws TrainError with the reason if there is nothing to train on or the run fails
 * @throws EndedEarly if the run was stopped; its checkpoint is in `out`
 */
export async function train(options: TrainOptions): Promise<void> {
  const { path, stopAfter, weights, out, resume, resumeAnyway, inBrowser } = options;
  for (const needed of [path, weights]) checkExists(needed);
  const checkpoint = resume === null ? null : checkpointIn(resume);
  await makeFolder(out);
  await withLab({ inBrowser, handlesInterrupt: true }, async (lab) => {
    const device = await reportDevice(lab);
    if (weights !== null) await importWeights(lab, weights);
    const resumed = checkpoint === null ? null : await openCheckpoint(lab, checkpoint);
    if (resumed && stopAfter !== null && stopAfter <= resumed.steps) {
      throw new TrainError(
        `The run has done ${resumed.steps} steps already. Give a larger number to --stop-after.`,
      );
    }
    const source = sourceOf(options, resumed);
    await loadLabelled(lab, source);
    const { seed, steps, channel, normalisation, startFrom } = options;
    const recipe = await lab.call("prepare", {
      recipe: options.recipe ?? resumed?.recipe ?? {},
      stages: resumed?.stages ?? options.stages,
      seed,
      steps,
      channel,
      normalisation,
      startFrom,
    });
    const missing = missingChannel((await lab.call("dataset")).records, recipe.channel);
    if (missing) console.error(missing);
    if (resume !== null) await checkUnchanged(lab, resume, resumeAnyway);
    const followed = await followRun(lab, out, () => start(lab, stopAfter, source, resumed !== null));
    const { run } = followed;

    if (run.trained.length > 0) await saveWeights(lab, join(out, "weights.zip"));
    const curves = await lab.call("curvesCsv");
    await writeFile(join(out, "curves.csv"), curves);
    await writeRunFolder(lab, out);
    const report = {
      version: REPORT_VERSION,
      adapter: device.adapter.description,
      backend: device.backend,
      recipe,
      seed: recipe.seed,
      dataset: await describeDataset(lab, recipe),
      stages: run.reports,
    };
    const write = (evaluation: readonly ReportedEvaluation[]) =>
      writeFile(join(out, "report.json"), `${JSON.stringify({ ...report, evaluation }, null, 2)}\n`);
    // The run is reported even if its evaluation fails.
    await write([]);
    await checkFinished(lab, followed, out);
    const evaluation = await evaluateValidation(lab, await possibleGates(lab));
    await write(evaluation);
    for (const one of evaluation) console.error(evaluationText(one));
  });
  console.error(`Wrote weights.zip, curves.csv and report.json to ${out}.`);
}

async function describeDataset(lab: OpenLab, recipe: Recipe) {
  const { records, refused } = await lab.call("dataset");
  const assigned = await lab.call("assigned");
  const split = splitImages(records, {
    fraction: recipe.validationFraction,
    seed: recipe.seed,
    assigned: new Map(assigned.map(({ id, set }) => [id, set])),
  });
  return {
    images: split.training.length + split.validation.length,
    unlabelled: records.filter(({ labelled }) => !labelled).length,
    cells: records.reduce((sum, { cells }) => sum + cells, 0),
    train: split.training.length,
    validation: split.validation.length,
    assigned,
    refused,
  };
}
