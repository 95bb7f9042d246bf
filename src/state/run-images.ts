import { type RunImages, runImagesOf } from "../core/runs/run-images.ts";
import { splitNow } from "./image-sets.ts";

/** The images of a run of the current recipe, as recorded with it. */
export function runImages(): RunImages {
  const { training, validation } = splitNow();
  return runImagesOf(training, validation);
}
