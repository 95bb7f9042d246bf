import type { MeasuredCells } from "../../../core/measurements/measure-cells.ts";
import type { MeasurementColumn } from "../../../core/measurements/measurement-columns.ts";

const UNKNOWN = "-";

/** A value of a cell with the decimals of its column, which are the same for all cells. */
export function formatMeasurement(column: MeasurementColumn, cells: MeasuredCells, cell: number): string {
  return column.value(cells, cell)?.toFixed(column.decimals(cells.pixelSize)) ?? UNKNOWN;
}
