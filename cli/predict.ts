import { existsSync } from "node:fs";
import { makeFolder } from "./make-folder.ts";
import { PredictError, type PredictOptions } from "./predict-options.ts";

/**
 * Finds the cells of images with trained networks and writes their masks to `out`: label images, regions, COCO, a
 * submission, measurements, scores of images with labels, and predictions.json with the method and its settings.
 * Throws a LabError with the reason if there is nothing to predict or the weights do not fit.
 */
export async function predict(options: PredictOptions): Promise<void> {
  const { path, networks, inBrowser, out } = options;
  for (const needed of "weights" in networks ? [path, networks.weights] : [path]) {
    if (!existsSync(needed)) throw new PredictError(`There is no file or folder ${needed}.`);
  }
  await makeFolder(out);
  if (inBrowser) await (await import("./predict-in-browser.ts")).predictInBrowser(options);
  else await (await import("./node/predict-here.ts")).predictHere(options);
}
