import { runsOfMask } from "../runs/run-length.ts";
import type { CellMask } from "./labels-from-cells.ts";
import type { Samples } from "./labels-from-samples.ts";

/**
 * Fraction of the drawn pixels that several planes may claim: single cells overlap little, slices of one
 * volume almost fully.
 */
const MAX_OVERLAP = 0.25;

/** The meaning of several label planes of one image. */
export type PlanesOfLabels =
  /** Each plane is the mask of one cell, or empty. */
  | { readonly kind: "one cell per plane"; readonly cells: readonly CellMask[] }
  /** Only one plane, counted from 0, is not empty. */
  | { readonly kind: "one plane"; readonly plane: number }
  | { readonly kind: "unclear" };

/** The mask of a plane, 1 where it is not 0, and whether all nonzero pixels have one value. */
function maskOfPlane(plane: Samples): { mask: Uint8Array; empty: boolean; single: boolean } {
  const mask = new Uint8Array(plane.length);
  let value = 0;
  let single = true;
  for (let pixel = 0; pixel < plane.length; pixel++) {
    if (plane[pixel] === 0) continue;
    mask[pixel] = 1;
    if (value === 0) value = plane[pixel];
    else if (plane[pixel] !== value) single = false;
  }
  return { mask, empty: value === 0, single };
}

/**
 * Decides whether label planes, each `[row, column]`, are masks of one cell each: every plane has a single
 * value besides 0, at least two are not empty, they overlap little and together leave background (class maps
 * do not).
 */
export function cellsOfPlanes(planes: Iterable<Samples>): PlanesOfLabels {
  const cells: CellMask[] = [];
  let claims = new Uint8Array(0);
  let single = true;
  let used = 0;
  let last = -1;
  let index = 0;
  for (const plane of planes) {
    const found = maskOfPlane(plane);
    if (claims.length === 0) claims = new Uint8Array(plane.length);
    if (!found.empty) {
      used += 1;
      last = index;
      single &&= found.single && plane.length === claims.length;
      if (!single && used > 1) return { kind: "unclear" };
      cells.push({ name: `slice ${index + 1}`, runs: runsOfMask(found.mask) });
      for (let pixel = 0; pixel < claims.length; pixel++) {
        if (found.mask[pixel] === 1 && claims[pixel] < 2) claims[pixel] += 1;
      }
    }
    index += 1;
  }
  if (used === 1) return { kind: "one plane", plane: last };
  let drawn = 0;
  let shared = 0;
  for (const count of claims) {
    if (count > 0) drawn += 1;
    if (count > 1) shared += 1;
  }
  const fits = used > 1 && single && drawn < claims.length && shared <= MAX_OVERLAP * drawn;
  return fits ? { kind: "one cell per plane", cells } : { kind: "unclear" };
}
