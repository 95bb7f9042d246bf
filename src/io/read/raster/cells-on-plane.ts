import type { CellMask } from "../../../core/dataset/labels/labels-from-cells.ts";
import type { PlanePlace } from "./plane-choice.ts";

/** The plane of a stack that a cell was drawn on, every number from 1; 0 stands for any. */
export interface CellPlace {
  /** Number of the plane in the order of the file. */
  readonly plane: number;
  readonly channel: number;
  readonly slice: number;
  readonly time: number;
}

/** The planes of a stack in the order of the file, and where the one lies that is used. */
export interface TakenPlane {
  readonly planes: readonly PlanePlace[];
  readonly slice: number;
  readonly time: number;
}

/** Cells of the plane that is used, and what must be said of the others. */
interface CellsOnPlane {
  readonly cells: readonly CellMask[];
  readonly notes: readonly string[];
  /** A sentence when it cannot be told which cells are those of the image, else null. */
  readonly problem: string | null;
}

/** Whether a cell belongs to every plane of a stack. */
export const isAnywhere = ({ plane, slice, time }: CellPlace) => plane === 0 && slice === 0 && time === 0;

function liesAt(place: CellPlace, planes: readonly PlanePlace[], slice: number, time: number): boolean {
  const onPlane = place.plane === 0 ? null : planes[place.plane - 1];
  if (onPlane === undefined) return false;
  if (onPlane !== null) return onPlane.slice === slice && onPlane.time === time;
  return (place.slice === 0 || place.slice - 1 === slice) && (place.time === 0 || place.time - 1 === time);
}

const keyOf = ({ plane, slice, time }: CellPlace) => `${plane} ${slice} ${time}`;

/**
 * Where most cells of a stack lie, when none lies on the plane that would be used otherwise; null when nothing need be
 * chosen, or the cells lie on no plane of the stack.
 */
export function labelledPlace(places: readonly CellPlace[], taken: TakenPlane): PlanePlace | null {
  const bound = places.filter((place) => !isAnywhere(place));
  if (bound.length < places.length || bound.length === 0 || taken.planes.length < 2) return null;
  const countAt = ({ slice, time }: Pick<PlanePlace, "slice" | "time">) =>
    bound.filter((place) => liesAt(place, taken.planes, slice, time)).length;
  if (countAt(taken) > 0) return null;
  let [best, most]: [PlanePlace | null, number] = [null, 0];
  for (const plane of taken.planes) {
    const count = countAt(plane);
    if (count > most) [best, most] = [plane, count];
  }
  return best;
}

/**
 * The cells that lie on the plane of a stack that is used; those drawn on others are left out, and the notes say how many.
 * An image of a single plane takes cells of one plane, whichever it is.
 *
 * @param places Where each cell was drawn, in the order of the cells.
 */
export function cellsOnPlane(
  cells: readonly CellMask[],
  places: readonly CellPlace[],
  taken: TakenPlane,
): CellsOnPlane {
  const planes = new Set(places.filter((place) => !isAnywhere(place)).map(keyOf)).size;
  if (taken.planes.length < 2) {
    if (planes < 2) return { cells, notes: [], problem: null };
    const problem = `Its regions were drawn on ${planes} planes of a stack, but the image has a single one. Add the stack itself, or save the regions of one plane alone.`;
    return { cells, notes: [], problem };
  }
  const kept = cells.filter((_, at) => liesAt(places[at], taken.planes, taken.slice, taken.time));
  const left = cells.length - kept.length;
  if (left === 0) return { cells, notes: [], problem: null };
  if (kept.length === 0) {
    const problem = `Its regions lie on none of the ${taken.planes.length} planes that the image has, or not on the one that was chosen. Choose their slice and time point, or save the regions again.`;
    return { cells, notes: [], problem };
  }
  const which =
    left === 1
      ? "1 region that was drawn on another plane is"
      : `${left} regions that were drawn on other planes are`;
  return { cells: kept, notes: [`${which} left out.`], problem: null };
}
