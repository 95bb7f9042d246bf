import { existsSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright";
import { splitImages } from "../src/core/dataset/split.ts";
import { LabError } from "../src/core/errors.ts";
import type { RecipeName } from "../src/core/recipe/presets.ts";
import type { Recipe, Stage } from "../src/core/recipe/recipe.ts";
import type {} from "../src/state/scripting.ts";
import { withLabPage } from "./browser.ts";
import { showProgress } from "./progress.ts";

/** A run from the command line failed. */
class TrainError extends LabError {
  override name = "TrainError";
}

export interface TrainOptions {
  /** Folder, zip or file; null for the built-in sample. */
  readonly path: string | null;
  readonly recipe: RecipeName;
  readonly seed: number | null;
  /** Per stage; null for the recipe's own. */
  readonly steps: number | null;
  readonly stages: readonly Stage[];
  readonly out: string;
}

const REPORT_VERSION = 1;
const FOLDER_INPUT = 'input[type="file"][webkitdirectory]';
const FILE_INPUT = 'input[type="file"][multiple]:not([webkitdirectory])';

async function load(page: Page, path: string | null): Promise<void> {
  if (path === null) {
    await page.evaluate(() => window.directionLab?.drawBuiltIn("phase"));
  } else {
    const input = page.locator(statSync(path).isDirectory() ? FOLDER_INPUT : FILE_INPUT).first();
    await input.setInputFiles(path);
    await page.waitForFunction(
      () => {
        const dataset = window.directionLab?.dataset();
        return (
          dataset && !dataset.importing && (dataset.records.length || dataset.refused.length || dataset.error)
        );
      },
      undefined,
      { timeout: 0 },
    );
  }
  const { refused, records, error } = await datasetOf(page);
  for (const { file, reason } of refused) console.error(`${file}: ${reason}`);
  if (records.some(({ labelled }) => labelled)) return;
  const reason = error ?? refused[0]?.reason ?? records[0]?.notes[0] ?? "There is no file in it.";
  throw new TrainError(`No image with labels could be read from ${path}. ${reason}`);
}

async function datasetOf(page: Page) {
  const dataset = await page.evaluate(() => window.directionLab?.dataset());
  if (!dataset) throw new TrainError("The page did not start.");
  return dataset;
}

async function runOf(page: Page) {
  const run = await page.evaluate(() => window.directionLab?.run());
  if (!run) throw new TrainError("The page stopped.");
  return run;
}

/** Trains, showing how far it is, and returns what it came to. */
async function finish(page: Page): Promise<Awaited<ReturnType<typeof runOf>>> {
  let ended = false;
  const progress = showProgress(async () => (ended ? null : await runOf(page)));
  try {
    await page.evaluate(() => window.directionLab?.train());
  } finally {
    ended = true;
    await progress;
  }
  return runOf(page);
}

/** Saves the weights of all trained networks; the page's own reason when it cannot. */
async function saveWeights(page: Page, path: string): Promise<void> {
  const download = page.waitForEvent("download");
  download.catch(() => {}); // when the export fails there is none, and its reason is told instead
  const error = await page.evaluate(async () => {
    await window.directionLab?.exportWeights();
    return window.directionLab?.archive().error;
  });
  if (error) throw new TrainError(error);
  await (await download).saveAs(path);
}

/** Makes the folder, or says why it cannot be. */
async function makeFolder(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw new TrainError(`The folder ${out} cannot be made. Choose another with --out.`, { cause: error });
  }
}

/**
 * Trains in a headless Chromium and writes weights.zip, curves.csv and report.json to `out`. A run that fails after it
 * has learnt something leaves that there, too.
 * @throws TrainError with the reason when there is nothing to train on or the run fails
 */
export async function train(options: TrainOptions): Promise<void> {
  const { path, recipe: name, seed, steps, stages, out } = options;
  if (path !== null && !existsSync(path)) throw new TrainError(`There is no file or folder ${path}.`);
  await makeFolder(out);
  await withLabPage(async (page) => {
    const device = (await page.evaluate(() => window.directionLab?.device()))?.report;
    if (!device) throw new TrainError("The train worker did not start.");
    console.error(`${device.adapter.description} (${device.backend})`);
    await load(page, path);
    const recipe = await page.evaluate((run) => window.directionLab?.prepare(run), {
      recipe: name,
      seed,
      steps,
      stages,
    });
    if (!recipe) throw new TrainError("The page did not take the recipe.");
    const run = await finish(page);

    if (run.trained.length > 0) await saveWeights(page, join(out, "weights.zip"));
    const curves = await page.evaluate(() => window.directionLab?.curvesCsv());
    await writeFile(join(out, "curves.csv"), curves ?? "");
    const report = {
      version: REPORT_VERSION,
      adapter: device.adapter.description,
      backend: device.backend,
      recipe,
      seed: recipe.seed,
      dataset: await describeDataset(page, recipe),
      stages: run.reports,
    };
    await writeFile(join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    if (run.phase !== "finished") throw new TrainError(run.error ?? "The run did not finish.");
  });
  console.error(`Wrote weights.zip, curves.csv and report.json to ${out}.`);
}

async function describeDataset(page: Page, recipe: Recipe) {
  const { records, refused } = await datasetOf(page);
  const split = splitImages(records, { share: recipe.validationShare, seed: recipe.seed });
  return {
    images: split.training.length + split.validation.length,
    unlabelled: records.filter(({ labelled }) => !labelled).length,
    cells: records.reduce((sum, { cells }) => sum + cells, 0),
    train: split.training.length,
    validation: split.validation.length,
    refused,
  };
}
