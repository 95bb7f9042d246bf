import type { Page } from "playwright";
import { LabError } from "../src/core/errors.ts";
import type { ScriptedRun } from "../src/state/scripting.ts";
import { datasetOf, type LoadOptions, loadImages, whyNothing } from "./load-images.ts";
import { saveDownload } from "./save-download.ts";

/** A run from the command line failed. */
export class TrainError extends LabError {
  override name = "TrainError";
}

/** Prints the device that trains. Throws a TrainError if there is none. */
export async function reportDevice(page: Page) {
  const { report, error } = await page.evaluate(() => window.directionLab.device());
  if (!report) throw new TrainError(error ?? "The train worker did not start.");
  console.error(`${report.adapter.description} (${report.backend})`);
  return report;
}

/** Loads images into the page. Throws a TrainError if none of them has labels. */
export async function loadLabelled(page: Page, options: LoadOptions): Promise<void> {
  await loadImages(page, options);
  const { records } = await datasetOf(page);
  if (records.some(({ labelled }) => labelled)) return;
  const reason = await whyNothing(page);
  throw new TrainError(`No image with labels could be read from ${options.path}. ${reason}`);
}

/** Sets the recipe and the stages of the next run of a page, and returns the recipe. */
export function prepare(page: Page, run: ScriptedRun) {
  return page.evaluate((scripted) => window.directionLab.prepare(scripted), run);
}

/** Trains or resumes in the page, which has images and a recipe. */
export function start(
  page: Page,
  stopAfter: number | null,
  source: LoadOptions,
  resumes: boolean,
): Promise<void> {
  return resumes
    ? page.evaluate(
        (after) => window.directionLab.resume({ isShown: false, anyway: true, stopAfter: after }),
        stopAfter,
      )
    : page.evaluate((options) => window.directionLab.train(options), { isShown: false, stopAfter, source });
}

/** Saves the weights of all trained networks. Throws a LabError with the page's own reason if that fails. */
export async function saveWeights(page: Page, path: string): Promise<void> {
  await saveDownload(page, path, () =>
    page.evaluate(async () => {
      await window.directionLab.exportWeights();
      return window.directionLab.archive().error;
    }),
  );
}
