import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright";
import { missingChannel } from "../src/core/dataset/missing-channel.ts";
import { splitImages } from "../src/core/dataset/sampling/split.ts";
import { LabError } from "../src/core/errors.ts";
import type { Evaluation } from "../src/core/instances/evaluation.ts";
import type { InstanceChoice } from "../src/core/instances/parameters.ts";
import type { Channel } from "../src/core/raster/channel.ts";
import type { RecipeName } from "../src/core/recipe/presets.ts";
import type { Gate, Normalisation, Recipe, Stage } from "../src/core/recipe/recipe.ts";
import type {} from "../src/state/scripting.ts";
import { withLabPage } from "./browser.ts";
import { evaluationText } from "./evaluation-text.ts";
import { importWeights } from "./import-weights.ts";
import { datasetOf, type LoadOptions, loadImages, whyNothing } from "./load-images.ts";
import { makeFolder } from "./make-folder.ts";
import { showProgress } from "./progress.ts";
import { saveDownload } from "./save-download.ts";

/** A run from the command line failed. */
class TrainError extends LabError {
  override name = "TrainError";
}

export interface TrainOptions extends LoadOptions {
  /** The name of a recipe, or the content of a file. */
  readonly recipe: RecipeName | object;
  readonly seed: number | null;
  /** Steps per stage; null for the recipe's own. */
  readonly steps: number | null;
  readonly stages: readonly Stage[];
  /** A zip of trained networks, with which the stages continue; null for none. */
  readonly weights: string | null;
  /** Null for the recipe's own. */
  readonly channel: Channel | null;
  readonly normalisation: Normalisation | null;
  readonly out: string;
}

/** Scores of the cells of the validation images, and the parameters of the method. */
type ReportedEvaluation = Evaluation & { readonly parameters: InstanceChoice["parameters"] };

const REPORT_VERSION = 1;

/** The possible gates, the default first: the predicted mask only with a U-Net. */
function gatesOf(trained: readonly Stage[]): Gate[] {
  return trained.includes("semantic") ? ["predicted", "true"] : ["true"];
}

async function load(page: Page, options: TrainOptions): Promise<void> {
  await loadImages(page, options);
  const { records } = await datasetOf(page);
  if (records.some(({ labelled }) => labelled)) return;
  const reason = await whyNothing(page);
  throw new TrainError(`No image with labels could be read from ${options.path}. ${reason}`);
}

function runOf(page: Page) {
  return page.evaluate(() => window.directionLab.run());
}

/** Waits for the end of training while showing its progress, and returns the outcome. */
async function finish(page: Page): Promise<Awaited<ReturnType<typeof runOf>>> {
  let ended = false;
  const progress = showProgress(async () => (ended ? null : await runOf(page)));
  try {
    await page.evaluate(() => window.directionLab.train({ isShown: false }));
  } finally {
    ended = true;
    await progress;
  }
  return runOf(page);
}

/** Saves the weights of all trained networks. Throws a LabError with the page's own reason if that fails. */
async function saveWeights(page: Page, path: string): Promise<void> {
  await saveDownload(page, path, () =>
    page.evaluate(async () => {
      await window.directionLab.exportWeights();
      return window.directionLab.archive().error;
    }),
  );
}

/** Every gate and method on the validation images, with the trained networks; empty without such images. */
async function evaluate(page: Page): Promise<readonly ReportedEvaluation[]> {
  const gates = gatesOf((await runOf(page)).trained);
  const compared = await page.evaluate((all) => window.directionLab.evaluateAll(all), gates);
  if (!compared) {
    const error = await page.evaluate(() => window.directionLab.cells().error);
    throw new TrainError(error ?? "The cells could not be found.");
  }
  return compared.flatMap(({ choice, evaluation }) =>
    evaluation ? [{ ...evaluation, parameters: choice.parameters }] : [],
  );
}

/**
 * Trains in a headless Chromium and writes weights.zip, curves.csv and report.json to `out`, also for a run
 * that fails after it has produced weights.
 * @throws TrainError with the reason if there is nothing to train on or the run fails
 */
export async function train(options: TrainOptions): Promise<void> {
  const { path, recipe: name, seed, steps, stages, channel, normalisation, weights, out } = options;
  for (const needed of [path, weights]) {
    if (needed !== null && !existsSync(needed)) throw new TrainError(`There is no file or folder ${needed}.`);
  }
  await makeFolder(out);
  await withLabPage(async (page) => {
    const { report: device, error } = await page.evaluate(() => window.directionLab.device());
    if (!device) throw new TrainError(error ?? "The train worker did not start.");
    console.error(`${device.adapter.description} (${device.backend})`);
    if (weights !== null) await importWeights(page, weights);
    await load(page, options);
    const recipe = await page.evaluate((run) => window.directionLab.prepare(run), {
      recipe: name,
      seed,
      steps,
      stages,
      channel,
      normalisation,
    });
    const missing = missingChannel((await datasetOf(page)).records, recipe.channel);
    if (missing) console.error(missing);
    const run = await finish(page);

    if (run.trained.length > 0) await saveWeights(page, join(out, "weights.zip"));
    const curves = await page.evaluate(() => window.directionLab.curvesCsv());
    await writeFile(join(out, "curves.csv"), curves);
    const report = {
      version: REPORT_VERSION,
      adapter: device.adapter.description,
      backend: device.backend,
      recipe,
      seed: recipe.seed,
      dataset: await describeDataset(page, recipe),
      stages: run.reports,
    };
    const write = (evaluation: readonly ReportedEvaluation[]) =>
      writeFile(join(out, "report.json"), `${JSON.stringify({ ...report, evaluation }, null, 2)}\n`);
    // The run is reported even if its evaluation fails.
    await write([]);
    if (run.phase !== "finished") throw new TrainError(run.error ?? "The run did not finish.");
    const evaluation = await evaluate(page);
    await write(evaluation);
    for (const one of evaluation) console.error(evaluationText(one));
  });
  console.error(`Wrote weights.zip, curves.csv and report.json to ${out}.`);
}

async function describeDataset(page: Page, recipe: Recipe) {
  const { records, refused } = await datasetOf(page);
  const assigned = await page.evaluate(() => window.directionLab.assigned());
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
