import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { LabError } from "../src/core/errors.ts";
import { defaultMethod, defaultTestTimeAugmentation } from "../src/core/instances/method-needs.ts";
import { PARAMETER_SOURCE_TEXT, parameterSource } from "../src/core/instances/parameter-source.ts";
import type { Method } from "../src/core/instances/parameters.ts";
import { MASK_FORMATS } from "../src/core/mask-formats.ts";
import { defaultGate } from "../src/core/recipe/gate-of.ts";
import type { Gate } from "../src/core/recipe/recipe.ts";
import type { StartName } from "../src/core/starts/starts.ts";
import { evaluationText } from "./evaluation-text.ts";
import { importWeights, loadStart } from "./import-weights.ts";
import { type LoadOptions, loadImages, whyNothing } from "./load-images.ts";
import { makeFolder } from "./make-folder.ts";
import { type OpenLab, withLab } from "./open-lab.ts";

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
  readonly inBrowser: boolean;
  readonly out: string;
}

const REPORT_VERSION = 1;

async function cellsOf(lab: OpenLab) {
  const cells = await lab.call("cells");
  if (cells.error !== null) throw new PredictError(cells.error);
  return cells;
}

/** Saves the lab's zip of masks and extracts it into the folder; returns the number of files. */
async function saveMasks(lab: OpenLab, out: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "lab-masks-"));
  try {
    const zip = join(folder, "masks.zip");
    await lab.save(zip, async () => {
      await lab.call("exportMasks", MASK_FORMATS);
      return (await lab.call("cells")).error;
    });
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
 * Finds the cells of images with trained networks and writes their masks to `out`:
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
  await withLab(options, async (lab) => {
    if ("weights" in networks) await importWeights(lab, networks.weights);
    else await loadStart(lab, networks.start);
    await loadImages(lab, options);
    const { records } = await lab.call("dataset");
    if (records.length === 0) {
      throw new PredictError(`No image could be read from ${path}. ${await whyNothing(lab)}`);
    }
    const trained = await lab.call("networksInUse");
    const gate = options.gate ?? defaultGate(trained);
    const method = options.method ?? defaultMethod(trained);
    const testTimeAugmentation = options.testTimeAugmentation ?? defaultTestTimeAugmentation(trained);
    await lab.call("findCells", {
      scope: "all",
      gate,
      testTimeAugmentation,
      method,
      parameters,
    });
    const { images, evaluation, choice } = await cellsOf(lab);
    const { fitted } = await lab.call("instanceSettings");
    const source = choice && parameterSource(fitted, gate, choice);
    const files = await saveMasks(lab, out);
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
