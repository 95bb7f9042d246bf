import type { CellOutcomes } from "../../../core/metrics/cell-outcomes.ts";
import type { Labels } from "../../../core/raster/plane.ts";
import { OUTCOMES, type Outcome } from "../words/outcome-text.ts";

/** No outcome: the pixel belongs to no drawn cell. */
export const NO_OUTCOME = 0;

/** The code of an outcome in the plane. */
export const codeOf = (outcome: Outcome) => OUTCOMES.indexOf(outcome) + 1;

const MATCHED = codeOf("matched");

/**
 * Returns a lookup from id to outcome code. It caches the last id, since neighbouring pixels mostly share
 * theirs.
 */
function codesById(
  cells: readonly { readonly id: number; readonly outcome: Outcome }[],
): (id: number) => number {
  const codes = new Map(cells.map(({ id, outcome }) => [id, codeOf(outcome)]));
  let [last, code] = [0, NO_OUTCOME];
  return (id) => {
    if (id !== last) [last, code] = [id, codes.get(id) ?? NO_OUTCOME];
    return code;
  };
}

/**
 * The outcome to paint at each pixel `[row, column]`: its index in `OUTCOMES` counted from 1, or `NO_OUTCOME`. An
 * error of the ground-truth cell takes precedence over the predicted cell; where the ground-truth cell is
 * matched, the predicted one decides.
 */
export function outcomePlane(truth: Labels, found: Labels, outcomes: CellOutcomes): Uint8Array {
  const ofTrue = codesById(outcomes.truth);
  const ofFound = codesById(outcomes.found);
  const plane = new Uint8Array(truth.data.length);
  for (let pixel = 0; pixel < plane.length; pixel++) {
    const trueCode = ofTrue(truth.data[pixel]);
    const foundCode = ofFound(found.data[pixel]);
    plane[pixel] = trueCode !== NO_OUTCOME && trueCode !== MATCHED ? trueCode : foundCode;
  }
  return plane;
}
