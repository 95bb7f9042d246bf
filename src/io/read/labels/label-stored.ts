import type { ImageRecord, StackPlane } from "../../../core/dataset/image-record.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { describePair } from "../../../core/dataset/pairing/found-pair.ts";
import type { PlannedImage } from "../../../core/dataset/pairing/pairing.ts";
import { baseName, splitPath } from "../../../core/dataset/pairing/path-name.ts";
import { type DecodedImage, identify, type NamedImage } from "../../../core/dataset/stored-image.ts";
import type { Pixels } from "../../../core/raster/plane.ts";
import { decodeRaster, type Sources } from "../images/decode-raster.ts";
import { placesOf } from "../raster/places-of.ts";
import { isOfStack } from "../raster/plane-choice.ts";
import { takenPlaneOf } from "../raster/stack-plane.ts";
import { cellsOf } from "./decode-cells.ts";
import { decodedImage } from "./decoded-image.ts";
import { labelPlace, lengthProblem } from "./label-place.ts";
import { placeOfLabels } from "./raster-with-cells.ts";

/** Images of the dataset to which files are added. */
export interface StoredImages {
  readonly records: readonly ImageRecord[];
  /** Samples of an image. */
  read(id: string): Promise<Pixels>;
}

/** Message for images that were stored before planes were recorded. */
const OF_STACK =
  "Its image in the dataset is one plane of a stack, so it is not known which plane these labels belong to. Add the stack again together with them.";
const ONE_PLANE = { planes: [{ channel: 0, slice: 0, time: 0 }], slice: 0, time: 0 };

const ELSEWHERE =
  "The labels are empty on the plane of the stack that is in the dataset, but not on others. Add the stack again together with them.";

/**
 * Sources for reading the cells of a stored image: at its plane if it is part of a stack. Throws a FileError.
 */
function placedSources({ plane, notes }: ImageRecord, file: string, sources: Sources): Sources {
  if (plane === undefined && isOfStack(notes)) throw new FileError(file, OF_STACK);
  if (!plane) return { ...sources, taken: ONE_PLANE };
  const { slice, time } = plane;
  return { ...sources, stack: { slice, time }, taken: takenPlaneOf(plane) };
}

/**
 * Throws a FileError if labels are a stack that does not fit the stack of a stored image, or are on another
 * plane of it. Returns notes about a guessed position.
 */
async function checkedPlane(
  { truth }: PlannedImage,
  plane: StackPlane,
  file: string,
  sources: Sources,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const taken = takenPlaneOf(plane);
  const { slice, time } = taken;
  if (truth.kind === "labels") {
    const labels = await decodeRaster(file, { ...sources, stack: {} }, signal);
    const problem = lengthProblem(labels.planes, taken, {});
    if (problem) throw new FileError(file, problem);
    if (placesOf(labels.planes) > 1 && placesOf(taken.planes) > 1) {
      const at = labelPlace(labels.planes, taken) ?? { slice, time };
      const here = await decodeRaster(file, { ...sources, stack: at }, signal);
      if (here.samples.every((value) => value === 0)) throw new FileError(file, ELSEWHERE);
    }
  }
  return (await placeOfLabels({ truth }, taken, { ...sources, stack: {} }, signal)).guesses;
}

/**
 * The image with the name from which its id was computed, so that adding its files and labels together
 * results in the same image.
 */
async function identifyAs({ id, name }: ImageRecord, path: string, image: DecodedImage): Promise<NamedImage> {
  for (const known of [splitPath(path).stem, baseName(path), name]) {
    const found = await identify({ ...image, name: known });
    if (found.record.unlabelledId === id) return found;
  }
  return identify(image);
}

/**
 * Adds labels to an image of the dataset. Throws a FileError that names the file at fault.
 *
 * @param record The image, which has no labels.
 */
export async function labelStored(
  plan: PlannedImage,
  record: ImageRecord,
  pixels: Pixels,
  sources: Sources,
  signal: AbortSignal,
): Promise<NamedImage> {
  const { name, group, part, plane, pixelSize = null } = record;
  const { truth } = plan;
  const file = truth.kind === "masks" ? truth.paths[0] : describePair(plan).labels;
  const placed = placedSources(record, file, sources);
  const guesses = plane ? await checkedPlane(plan, plane, file, sources, signal) : [];
  const found = await cellsOf(plan, pixels, placed, signal);
  // The first note of an image without labels reports that they are missing.
  const notes = [...record.notes.slice(1), ...guesses];
  const known = { name, longName: name, group, part, pixels, plane, pixelSize };
  const decoded = decodedImage(plan, { ...known, found, notes });
  const image = await identifyAs(record, plan.image, decoded);
  return { ...image, record: { ...image.record, name, unlabelledId: record.id } };
}
