import type { CellMask } from "../../../core/dataset/labels/labels-from-cells.ts";
import type { PlanePlace } from "./plane-choice.ts";

/** The plane of a stack that a cell was drawn on, with all numbers from 1; 0 means any. */
export interface CellPlace {
  /** Number of the plane in file order. */
  readonly plane: number;
  readonly channel: number;
  readonly slice: number;
  readonly time: number;
}

/** The planes of a stack in file order, and the position of the plane in use. */
export interface TakenPlane {
  readonly planes: readonly PlanePlace[];
  readonly slice: number;
  readonly time: number;
}

/** Cells of the plane in use, and notes about the others. */
interface CellsOnPlane {
  readonly cells: readonly CellMask[];
  readonly notes: readonly string[];
  /** A sentence if it is unknown which cells belong to the image, otherwise null. */
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
 * The position with most cells of a stack, if the default plane has none; null if no choice is needed, or no
 * cell is on a plane of the stack.
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
 * The cells on the plane of a stack that is used. Cells on other planes are left out, and the notes give
 * their number. A single-plane image accepts cells of any one plane.
 *
 * @param places Position of each cell, in the order of the cells.
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
