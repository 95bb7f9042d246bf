import Papa from "papaparse";
import type { NamedCells } from "../../core/measurements/measure-cells.ts";
import { measurementColumns } from "../../core/measurements/measurement-columns.ts";

/**
 * Measurements as a table, one row per cell: the name of its image, its id in the label image, and the columns
 * of `measurementColumns`, at full precision. A value that is unknown for an image is left empty. If the pixel
 * size of any image is known, it is in `pixelWidthUm` and `pixelHeightUm`. Names that a spreadsheet would
 * interpret as a formula are prefixed with a quote.
 */
export function writeMeasurementsCsv(images: readonly NamedCells[]): string {
  const columns = measurementColumns(images.map(({ cells }) => cells));
  const isKnown = images.some(({ cells }) => cells.pixelSize !== null);
  const sizeHead = isKnown ? ["pixelWidthUm", "pixelHeightUm"] : [];
  const header = ["image", "cell", ...columns.map(({ name }) => name), ...sizeHead];
  const rows = images.flatMap(({ name, cells }) => {
    const { pixelSize } = cells;
    const size = isKnown ? [pixelSize?.x ?? null, pixelSize?.y ?? null] : [];
    return Array.from(cells.ids, (id, cell) => [
      name,
      id,
      ...columns.map((column) => column.value(cells, cell)),
      ...size,
    ]);
  });
  return `${Papa.unparse([header, ...rows], { newline: "\n", escapeFormulae: true })}\n`;
}
