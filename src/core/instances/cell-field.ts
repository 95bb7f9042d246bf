import type { Labels } from "../raster/plane.ts";
import type { Border } from "../targets/squared-distance.ts";
import { computeTargets } from "../targets/targets.ts";

/** Input of the instance methods, predicted or from the ground truth; planes are `[row, column]`. */
export interface CellField {
  readonly rows: number;
  readonly columns: number;
  /** Above 0 in cells. No method assigns a pixel outside to a cell. */
  readonly mask: Uint8Array | Float32Array;
  /** Depth level 0..15. */
  readonly level: Uint8Array | Float32Array;
  /** `[row, column, component]`, -1..1: component 0 along rows (down), 1 along columns (right). */
  readonly unitVectors: Float32Array;
  /** Probability of cell, 0..1, that a predicted mask comes from; absent with the true mask. */
  readonly probability?: Float32Array;
  /** Mean of the levels over their predicted probabilities, 0..15, 0 outside the mask that gated them; absent without such. */
  readonly expectedLevel?: Float32Array;
}

/** Ground-truth field of a label image: its mask, levels and unit vectors. */
export function trueField(labels: Labels, border: Border): CellField {
  const { level, unitVectors } = computeTargets(labels, { border });
  const mask = Uint8Array.from(labels.data, (id) => (id > 0 ? 1 : 0));
  return { rows: labels.rows, columns: labels.columns, mask, level, unitVectors };
}

/** All planes of a field, e.g. to count their bytes. */
export function planesOf(field: CellField): readonly (Uint8Array | Float32Array)[] {
  const { mask, level, unitVectors, probability, expectedLevel } = field;
  return [mask, level, unitVectors, probability, expectedLevel].filter((plane) => plane !== undefined);
}
