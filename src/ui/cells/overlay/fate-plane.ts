import type { CellFates } from "../../../core/metrics/cell-fates.ts";
import type { Labels } from "../../../core/raster/plane.ts";
import { FATES, type Fate } from "../words/fate-words.ts";

/** No outcome: the pixel belongs to no drawn cell. */
export const NO_FATE = 0;

const codeOf = (fate: Fate) => FATES.indexOf(fate) + 1;

const MATCHED = codeOf("matched");

/**
 * Returns a lookup from id to outcome code. It caches the last id, since neighbouring pixels mostly share
 * theirs.
 */
function codesById(cells: readonly { readonly id: number; readonly fate: Fate }[]): (id: number) => number {
  const codes = new Map(cells.map(({ id, fate }) => [id, codeOf(fate)]));
  let [last, code] = [0, NO_FATE];
  return (id) => {
    if (id !== last) [last, code] = [id, codes.get(id) ?? NO_FATE];
    return code;
  };
}

/**
 * The outcome to paint at each pixel `[row, column]`: its index in `FATES` counted from 1, or `NO_FATE`. An
 * error of the ground-truth cell takes precedence over the predicted cell; where the ground-truth cell is
 * matched, the predicted one decides.
 */
export function fatePlane(truth: Labels, found: Labels, fates: CellFates): Uint8Array {
  const ofTrue = codesById(fates.truth);
  const ofFound = codesById(fates.found);
  const plane = new Uint8Array(truth.data.length);
  for (let pixel = 0; pixel < plane.length; pixel++) {
    const trueCode = ofTrue(truth.data[pixel]);
    const foundCode = ofFound(found.data[pixel]);
    plane[pixel] = trueCode !== NO_FATE && trueCode !== MATCHED ? trueCode : foundCode;
  }
  return plane;
}
