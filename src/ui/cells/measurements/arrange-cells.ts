import type { MeasuredCells } from "../../../core/measurements/measure-cells.ts";
import type { MeasurementColumn } from "../../../core/measurements/measurement-columns.ts";

/** Order of the cells; `null` sorts by id. */
export interface CellOrder {
  readonly column: MeasurementColumn | null;
  readonly descending: boolean;
}

/** The indices of cells in sorted order: those without a value last, ties by id. */
export function arrangeCells(cells: MeasuredCells, { column, descending }: CellOrder): readonly number[] {
  const sign = descending ? -1 : 1;
  const indices = Array.from(cells.ids, (_, cell) => cell);
  if (!column) return descending ? indices.reverse() : indices;
  const values = indices.map((cell) => column.value(cells, cell));
  return indices.sort((a, b) => {
    const [first, second] = [values[a], values[b]];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}
