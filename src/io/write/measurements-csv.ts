import Papa from "papaparse";
import type { NamedCells } from "../../core/measurements/measure-cells.ts";
import { measurementColumns } from "../../core/measurements/measurement-columns.ts";

/** `writeMeasurementsCsv` in parts, each made from the cells of one image. */
export function* measurementsParts(images: readonly NamedCells[]): Generator<string> {
  const columns = measurementColumns(images.map(({ cells: { means, pixelSize } }) => ({ means, pixelSize })));
  const isKnown = images.some(({ cells }) => cells.pixelSize !== null);
  const sizeHead = isKnown ? ["pixelWidthUm", "pixelHeightUm"] : [];
  const lines = (rows: unknown[][]) => `${Papa.unparse(rows, { newline: "\n", escapeFormulae: true })}\n`;
  yield lines([["image", "cell", ...columns.map(({ name }) => name), ...sizeHead]]);
  for (const { name, cells } of images) {
    const { ids, pixelSize } = cells;
    const size = isKnown ? [pixelSize?.x ?? null, pixelSize?.y ?? null] : [];
    const rows = Array.from(ids, (id, cell) => [
      name,
      id,
      ...columns.map((column) => column.value(cells, cell)),
      ...size,
    ]);
    if (rows.length > 0) yield lines(rows);
  }
}

/**
 * Measurements as a table, one row per cell: the name of its image, its id in the label image, and the columns
 * of `measurementColumns`, at full precision. A value that is unknown for an image is left empty. If the pixel
 * size of any image is known, it is in `pixelWidthUm` and `pixelHeightUm`. Names that a spreadsheet would
 * interpret as a formula are prefixed with a quote.
 */
export function writeMeasurementsCsv(images: readonly NamedCells[]): string {
  return [...measurementsParts(images)].join("");
}
