import { LabError } from "../src/core/errors.ts";
import { type LoadOptions, loadImages, whyNothing } from "./load-images.ts";
import type { OpenLab } from "./open-lab.ts";

/** A run from the command line failed. */
export class TrainError extends LabError {
  override name = "TrainError";
}

/** Prints the device that trains. Throws a TrainError if there is none. */
export async function reportDevice(lab: OpenLab) {
  const { report, error } = await lab.call("device");
  if (!report) throw new TrainError(error ?? "The train worker did not start.");
  console.error(`${report.adapter.description} (${report.backend})`);
  return report;
}

/** Loads images. Throws a TrainError if none of them has labels. */
export async function loadLabelled(lab: OpenLab, options: LoadOptions): Promise<void> {
  await loadImages(lab, options);
  const { records } = await lab.call("dataset");
  if (records.some(({ labelled }) => labelled)) return;
  const reason = await whyNothing(lab);
  throw new TrainError(`No image with labels could be read from ${options.path}. ${reason}`);
}

/** Trains or resumes a run; images and recipe are there. */
export function start(
  lab: OpenLab,
  stopAfter: number | null,
  source: LoadOptions,
  resumes: boolean,
): Promise<void> {
  return resumes
    ? lab.call("resume", { isShown: false, anyway: true, stopAfter })
    : lab.call("train", { isShown: false, stopAfter, source });
}

/** Saves the weights of all trained networks. Throws a LabError with the lab's own reason if that fails. */
export async function saveWeights(lab: OpenLab, path: string): Promise<void> {
  await lab.save(path, async () => {
    await lab.call("exportWeights");
    return (await lab.call("archive")).error;
  });
}
