import type { CellFates } from "../../../core/metrics/cell-fates.ts";
import type { Labels } from "../../../core/raster/plane.ts";
import { FATES, type Fate } from "../words/fate-words.ts";

/** No fate: the pixel belongs to no cell that is drawn. */
export const NO_FATE = 0;

const codeOf = (fate: Fate) => FATES.indexOf(fate) + 1;

const MATCHED = codeOf("matched");

/** Looks up the code of the fate of an id. The last one is remembered, since neighbours mostly share their id. */
function codesById(cells: readonly { readonly id: number; readonly fate: Fate }[]): (id: number) => number {
  const codes = new Map(cells.map(({ id, fate }) => [id, codeOf(fate)]));
  let [last, code] = [0, NO_FATE];
  return (id) => {
    if (id !== last) [last, code] = [id, codes.get(id) ?? NO_FATE];
    return code;
  };
}

/**
 * For each pixel `[row, column]` the fate to paint there: its place in `FATES` counted from 1, or `NO_FATE`. What went
 * wrong with the true cell comes first, then the found cell; a true cell that was matched leaves the paint to its partner.
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
