import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { Page } from "playwright";
import { LabError } from "../src/core/errors.ts";
import { defaultMethod, defaultTestTimeAugmentation } from "../src/core/instances/method-needs.ts";
import { PARAMETER_SOURCE_TEXT, parameterSource } from "../src/core/instances/parameter-source.ts";
import type { Method } from "../src/core/instances/parameters.ts";
import { MASK_FORMATS } from "../src/core/mask-formats.ts";
import { defaultGate } from "../src/core/recipe/gate-of.ts";
import type { Gate } from "../src/core/recipe/recipe.ts";
import type { StartName } from "../src/core/starts/starts.ts";
import type {} from "../src/state/scripting.ts";
import { withLabPage } from "./browser.ts";
import { evaluationText } from "./evaluation-text.ts";
import { importWeights, loadStart } from "./import-weights.ts";
import { datasetOf, type LoadOptions, loadImages, whyNothing } from "./load-images.ts";
import { makeFolder } from "./make-folder.ts";
import { saveDownload } from "./save-download.ts";

/** Cells could not be predicted from the command line. */
class PredictError extends LabError {
  override name = "PredictError";
}

export interface PredictOptions extends LoadOptions {
  readonly path: string;
  /** A zip written by "Export weights" or `train`, or a built-in start. */
  readonly networks: { readonly weights: string } | { readonly start: StartName };
  /** Null: the method that reads the most outputs of the networks in the archive. */
  readonly method: Method | null;
  /** Parameters not given are as fitted with the weights, or have their defaults. */
  readonly parameters: Readonly<Record<string, number | boolean>>;
  /** Null: the predicted mask if there is a U-Net, else the ground-truth mask. */
  readonly gate: Gate | null;
  /** Average over the eight rotations and reflections of each image; null for what suits the networks. */
  readonly testTimeAugmentation: boolean | null;
  readonly out: string;
}

const REPORT_VERSION = 1;

async function cellsOf(page: Page) {
  const cells = await page.evaluate(() => window.directionLab.cells());
  if (cells.error !== null) throw new PredictError(cells.error);
  return cells;
}

/** Saves the page's zip of masks and extracts it into the folder; returns the number of files. */
async function saveMasks(page: Page, out: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "lab-masks-"));
  try {
    const zip = join(folder, "masks.zip");
    await saveDownload(page, zip, () =>
      page.evaluate(async (formats) => {
        await window.directionLab.exportMasks(formats);
        return window.directionLab.cells().error;
      }, MASK_FORMATS),
    );
    const files = Object.entries(unzipSync(await readFile(zip)));
    for (const [name, bytes] of files) {
      const target = join(out, name);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
    return files.length;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Finds the cells of images with trained networks in a headless Chromium and writes their masks to `out`:
 * label images, regions, COCO, a submission, measurements, scores of images with labels, and predictions.json
 * with the method and its settings. Throws a LabError with the reason if there is nothing to predict or the
 * weights do not fit.
 */
export async function predict(options: PredictOptions): Promise<void> {
  const { path, networks, parameters, out } = options;
  for (const needed of "weights" in networks ? [path, networks.weights] : [path]) {
    if (!existsSync(needed)) throw new PredictError(`There is no file or folder ${needed}.`);
  }
  await makeFolder(out);
  await withLabPage(async (page) => {
    if ("weights" in networks) await importWeights(page, networks.weights);
    else await loadStart(page, networks.start);
    await loadImages(page, options);
    const { records } = await datasetOf(page);
    if (records.length === 0) {
      throw new PredictError(`No image could be read from ${path}. ${await whyNothing(page)}`);
    }
    const trained = await page.evaluate(() => window.directionLab.networksInUse());
    const gate = options.gate ?? defaultGate(trained);
    const method = options.method ?? defaultMethod(trained);
    const testTimeAugmentation = options.testTimeAugmentation ?? defaultTestTimeAugmentation(trained);
    await page.evaluate((cells) => window.directionLab.findCells(cells), {
      scope: "all",
      gate,
      testTimeAugmentation,
      method,
      parameters,
    } as const);
    const { images, evaluation, choice } = await cellsOf(page);
    const { fitted } = await page.evaluate(() => window.directionLab.instanceSettings());
    const source = choice && parameterSource(fitted, gate, choice);
    const files = await saveMasks(page, out);
    const names = new Map(records.map(({ id, name }) => [id, name]));
    const predictions = {
      version: REPORT_VERSION,
      gate,
      testTimeAugmentation,
      ...choice,
      parameterSource: source,
      evaluation,
      images: images.map(({ imageId, ...image }) => ({ name: names.get(imageId), ...image })),
    };
    await writeFile(join(out, "predictions.json"), `${JSON.stringify(predictions, null, 2)}\n`);
    const cells = images.reduce((sum, { foundCells }) => sum + foundCells, 0);
    if (evaluation) console.error(evaluationText(evaluation));
    if (source) console.error(`The method has ${PARAMETER_SOURCE_TEXT[source]}.`);
    console.error(`Found ${cells} cells in ${images.length} images; wrote ${files + 1} files to ${out}.`);
  });
}
