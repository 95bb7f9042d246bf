import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import type { StackChoice } from "../../core/dataset/stack-choice.ts";
import { decodeRaster, type Sources } from "./images/decode-raster.ts";
import { labelledPlace, type TakenPlane } from "./raster/cells-on-plane.ts";
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

/** The place of a stack nearest to the one taken by itself at which a label file has any label, if that has none. */
async function placeWithLabels(
  path: string,
  { planes, ...taken }: TakenPlane,
  sources: Sources,
  signal: AbortSignal,
): Promise<StackChoice | null> {
  const isEmptyAt = async (stack: StackChoice) =>
    (await decodeRaster(path, { ...sources, stack }, signal)).samples.every((value) => value === 0);
  const first = await decodeRaster(path, sources, signal);
  if (first.planes.length !== planes.length || !first.samples.every((value) => value === 0)) return null;
  const distance = (place: PlanePlace) =>
    Math.abs(place.time - taken.time) * planes.length + Math.abs(place.slice - taken.slice);
  const others = [...planes].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_PLACES);
  for (const { slice, time } of others) if (!(await isEmptyAt({ slice, time }))) return { slice, time };
  return null;
}

/** Reads the plane of an image that is chosen; where none is, one that has labels. */
export async function rasterWithCells(
  { image, truth }: PlannedImage,
  sources: Sources,
  signal: AbortSignal,
): Promise<PlacedRaster> {
  const { stack = {}, tables } = sources;
  const raster = await decodeRaster(image, sources, signal, "all");
  const [used = raster.planes[0]] = choosePlanes(raster.planes, { ...stack, channel: "all" });
  const taken = { planes: raster.planes, slice: used.slice, time: used.time };
  const unmoved = { raster, sources: { ...sources, taken }, notes: [] };
  if (stack.slice !== undefined || stack.time !== undefined || raster.planes.length < 2) return unmoved;
  const places = truth.kind === "table" ? tables.get(truth.path)?.images.get(truth.id)?.places : null;
  const place =
    truth.kind === "labels"
      ? await placeWithLabels(truth.path, taken, sources, signal)
      : places
        ? labelledPlace(places, taken)
        : null;
  if (!place) return unmoved;
  const chosen = { slice: place.slice ?? 0, time: place.time ?? 0 };
  const moved = { ...sources, stack: chosen, taken: { ...taken, ...chosen } };
  return {
    raster: await decodeRaster(image, moved, signal, "all"),
    sources: moved,
    notes: ["The plane that is used by default has no labels, so the one that has was taken."],
  };
}
