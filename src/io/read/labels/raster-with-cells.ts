import type { PlannedImage } from "../../../core/dataset/pairing/pairing.ts";
import type { StackChoice } from "../../../core/dataset/stack-choice.ts";
import { decodeRaster, type Sources } from "../images/decode-raster.ts";
import { isAnywhere, labelledPlace, type TakenPlane } from "../raster/cells-on-plane.ts";
import { guessedPlaneNotes } from "../raster/guessed-plane.ts";
import { choosePlanes, type PlanePlace } from "../raster/plane-choice.ts";
import type { Raster } from "../raster/raster.ts";
import { labelPlace } from "./label-place.ts";

/** Samples of an image, and their position in the stack. */
interface PlacedRaster {
  readonly raster: Raster;
  /** Sources for reading its cells. */
  readonly sources: Sources;
  readonly notes: readonly string[];
}

/** Maximum number of stack positions that are searched for labels. */
const MAX_PLACES = 256;

function isChosen({ slice, time }: StackChoice = {}): boolean {
  return slice !== undefined || time !== undefined;
}

/**
 * The stack position with labels nearest to the default position, if a label file is empty at the default
 * position.
 *
 * @param first The labels at the default position.
 */
async function placeWithLabels(
  path: string,
  first: Raster,
  { planes, ...taken }: TakenPlane,
  sources: Sources,
  signal: AbortSignal,
): Promise<StackChoice | null> {
  const isEmptyAt = async (stack: StackChoice) =>
    (await decodeRaster(path, { ...sources, stack }, signal)).samples.every((value) => value === 0);
  if (isChosen(sources.stack)) return null;
  if (first.planes.length !== planes.length || !first.samples.every((value) => value === 0)) return null;
  const distance = (place: PlanePlace) =>
    Math.abs(place.time - taken.time) * planes.length + Math.abs(place.slice - taken.slice);
  const others = [...planes].sort((a, b) => distance(a) - distance(b)).slice(0, MAX_PLACES);
  for (const { slice, time } of others) if (!(await isEmptyAt({ slice, time }))) return { slice, time };
  return null;
}

/**
 * The position of the labels in a stack, if it is not the default plane; otherwise notes about a guessed
 * position.
 */
interface LabelledPlane {
  readonly place: StackChoice | null;
  readonly guesses: readonly string[];
}

/**
 * Determines the position of the labels of an image in its stack, as far as they specify it. Throws a
 * FileError.
 */
export async function placeOfLabels(
  { truth }: Pick<PlannedImage, "truth">,
  taken: TakenPlane,
  sources: Sources,
  signal: AbortSignal,
): Promise<LabelledPlane> {
  if (truth.kind === "none") return { place: null, guesses: [] };
  if (truth.kind === "labels") {
    const first = await decodeRaster(truth.path, sources, signal);
    const place = await placeWithLabels(truth.path, first, taken, sources, signal);
    const isTurned = labelPlace(first.planes, taken) !== null;
    return { place, guesses: place || isTurned ? [] : guessedPlaneNotes(taken, first.planes, sources.stack) };
  }
  const places = truth.kind === "table" ? sources.tables.get(truth.path)?.images.get(truth.id)?.places : null;
  const isPlaced = places?.some((place) => !isAnywhere(place)) ?? false;
  return {
    place: places ? labelledPlace(places, taken) : null,
    guesses: isPlaced ? [] : guessedPlaneNotes(taken, [], sources.stack),
  };
}

/** Reads the chosen plane of an image, or by default a plane with labels. */
export async function rasterWithCells(
  plan: PlannedImage,
  sources: Sources,
  signal: AbortSignal,
): Promise<PlacedRaster> {
  const { stack = {} } = sources;
  const raster = await decodeRaster(plan.image, sources, signal, "all");
  const [used = raster.planes[0]] = choosePlanes(raster.planes, { ...stack, channel: "all" });
  const taken = { planes: raster.planes, slice: used.slice, time: used.time };
  const unmoved = { raster, sources: { ...sources, taken }, notes: [] };
  if (raster.planes.length < 2) return unmoved;
  const { place, guesses } = await placeOfLabels(plan, taken, sources, signal);
  if (!place || isChosen(stack)) return { ...unmoved, notes: guesses };
  const chosen = { slice: place.slice ?? 0, time: place.time ?? 0 };
  const moved = { ...sources, stack: chosen, taken: { ...taken, ...chosen } };
  return {
    raster: await decodeRaster(plan.image, moved, signal, "all"),
    sources: moved,
    notes: ["The plane that is used by default has no labels, so the one that has was taken."],
  };
}
