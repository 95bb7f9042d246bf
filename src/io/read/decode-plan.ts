import type { Refusal } from "../../core/dataset/image-record.ts";
import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import { identify, type NamedImage } from "../../core/dataset/stored-image.ts";
import { decodeImage } from "./decode-image.ts";
import type { Sources } from "./images/decode-raster.ts";
import { fullerPlan, notesOfSpares } from "./labels/fuller-labels.ts";
import { readWithNextLabels } from "./labels/next-labels.ts";

/** A decoded image, and its label files that were skipped because they cannot be read. */
export interface DecodedPlan {
  readonly image: NamedImage;
  readonly damaged: readonly Refusal[];
}

/** Decodes planned images: here, or in other threads. */
export type DecodePlan = (plan: PlannedImage, sources: Sources, signal: AbortSignal) => Promise<DecodedPlan>;

/**
 * Reads an image with the label source that has more cells, and adds a note if another source has more.
 * Throws a FileError that names the file at fault.
 */
export const decodePlan: DecodePlan = async (planned, sources, signal) => {
  const fuller = await fullerPlan(planned, sources, signal);
  const { result, plan, damaged } = await readWithNextLabels(fuller, sources, (next) =>
    decodeImage(next, sources, signal),
  );
  const more = result.labels ? await notesOfSpares(plan, result.cells, sources, signal) : [];
  return { image: await identify({ ...result, notes: [...result.notes, ...more] }), damaged };
};
