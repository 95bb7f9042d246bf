import type { StackChoice } from "../../../core/dataset/stack-choice.ts";
import type { TakenPlane } from "../raster/cells-on-plane.ts";
import { placesOf } from "../raster/places-of.ts";
import type { PlanePlace } from "../raster/plane-choice.ts";

const AXES = [
  ["slice", "time"],
  ["time", "slice"],
] as const;

const lengthOf = (planes: readonly PlanePlace[], axis: "slice" | "time") =>
  new Set(planes.map((plane) => plane[axis])).size;

/**
 * Position in a stack of labels whose slices are the time points of its image, or the other way round; null
 * if the axes agree.
 */
export function labelPlace(planes: readonly PlanePlace[], taken: TakenPlane): StackChoice | null {
  for (const [own, other] of AXES) {
    const length = lengthOf(planes, own);
    const isTurned = lengthOf(planes, other) === 1 && lengthOf(taken.planes, own) === 1;
    if (length > 1 && length === lengthOf(taken.planes, other) && isTurned) return { [own]: taken[other] };
  }
  return null;
}

/**
 * A sentence if image and labels are stacks of different length and no position was chosen, otherwise null.
 */
export function lengthProblem(
  planes: readonly PlanePlace[],
  taken: TakenPlane,
  chosen: StackChoice,
): string | null {
  if (chosen.slice !== undefined || chosen.time !== undefined) return null;
  const [ofImage, ofLabels] = [placesOf(taken.planes), placesOf(planes)];
  if (ofImage < 2 || ofLabels < 2 || ofImage === ofLabels) return null;
  const shared = AXES.filter(([axis]) => lengthOf(planes, axis) > 1 && lengthOf(taken.planes, axis) > 1);
  const agree = shared.every(([axis]) => lengthOf(planes, axis) === lengthOf(taken.planes, axis));
  if (shared.length > 0 && agree) return null;
  return `The labels are a stack of ${ofLabels} planes, but their image has ${ofImage}, so it is not known which belong together. Save labels for every plane, or choose a slice and time point (under Data, Stacks, or with --slice and --time).`;
}
