import { cellsFromTable, type FoundCells } from "../src/io/read/labels/decode-cells.ts";
import type { CellTable } from "../src/io/read/tables/cell-list.ts";

const IMAGE_EXTENSION = /(\.ome)?\.(tiff?|png|jpe?g|bmp|gif|webp|npy)$/i;

/** The cells of one image of a table. */
export interface TabledCells {
  /** The image's id or file name in the table, without its extension, `/` between folders. */
  readonly name: string;
  /** A message if the cells cannot be used, else null. */
  readonly problem: string | null;
  /** Draws the cells; null if the table does not contain the image size. Throws a FileError. */
  readonly draw: (() => FoundCells) | null;
}

/**
 * The images of a table of cells, which can be drawn without their pixels if the table contains their size.
 */
export function* labelsOfTable(table: CellTable): Generator<TabledCells> {
  const sources = { files: new Map(), tables: new Map([[table.path, table]]) };
  for (const [id, { rows, columns, problem }] of table.images) {
    const name = id.replaceAll("\\", "/").replace(IMAGE_EXTENSION, "");
    const size = rows !== null && columns !== null ? { rows, columns } : null;
    yield { name, problem, draw: size && (() => cellsFromTable(table.path, id, table.path, size, sources)) };
  }
}
