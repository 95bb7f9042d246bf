import type { Labels } from "../raster/plane.ts";
import type { Border } from "../targets/squared-distance.ts";
import { computeTargets } from "../targets/targets.ts";

/** What cells are read from, predicted or true; planes are `[row, column]`. */
export interface CellField {
  readonly rows: number;
  readonly columns: number;
  /** Above 0 in cells. No method gives a cell a pixel outside. */
  readonly mask: Uint8Array | Float32Array;
  /** Depth level 0..15. */
  readonly level: Uint8Array | Float32Array;
  /** `[row, column, component]`, -1..1: component 0 along the rows (down), 1 along the columns (right). */
  readonly unitVectors: Float32Array;
}

/** The field that a perfect pipeline would predict for a label image: its own mask, levels and unit vectors. */
export function trueField(labels: Labels, border: Border): CellField {
  const { level, unitVectors } = computeTargets(labels, { border });
  const mask = Uint8Array.from(labels.data, (id) => (id > 0 ? 1 : 0));
  return { rows: labels.rows, columns: labels.columns, mask, level, unitVectors };
}
