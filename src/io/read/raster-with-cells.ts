import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import type { StackChoice } from "../../core/dataset/stack-choice.ts";
import { decodeRaster, type Sources } from "./images/decode-raster.ts";
import { labelPlace } from "./labels/label-place.ts";
import { isAnywhere, labelledPlace, type TakenPlane } from "./raster/cells-on-plane.ts";
import { guessedPlaneNotes } from "./raster/guessed-plane.ts";
import { choosePlanes, type PlanePlace } from "./raster/plane-choice.ts";
import type { Raster } from "./raster/raster.ts";

/** An image's samples, and where in its stack they lie. */
interface PlacedRaster {
  readonly raster: Raster;
  /** By which its cells are to be read. */
  readonly sources: Sources;
  readonly notes: readonly string[];
}

/** Places of a stack that are looked at for labels, at the most. */
const MOST_PLACES = 256;

function isChosen({ slice, time }: StackChoice = {}): boolean {
  return slice !== undefined || time !== undefined;
}

/**
 * The place of a stack nearest to the one taken by itself at which a label file has any label, if that has none.
 *
 * @param first The labels at the place that is taken by default.
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
  const others = [...planes].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_PLACES);
  for (const { slice, time } of others) if (!(await isEmptyAt({ slice, time }))) return { slice, time };
  return null;
}

/** Where the labels of a stack say that they lie, if that is not the plane taken by default; else what is guessed. */
interface LabelledPlane {
  readonly place: StackChoice | null;
  readonly guesses: readonly string[];
}

async function placeOfLabels(
  { truth }: PlannedImage,
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

/** Reads the plane of an image that is chosen; where none is, one that has labels. */
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
