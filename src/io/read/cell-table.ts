import Papa from "papaparse";
import { FileError } from "../../core/dataset/file-error.ts";
import { parseRunLengths, RunLengthError, type Runs } from "../../core/dataset/run-length.ts";
import { type GroupColumns, groupColumnsOf, groupOfRow } from "./group-columns.ts";
import { MOST_PIXELS } from "./limits.ts";
import { readText } from "./read-text.ts";
import type { SourceFile } from "./source-file.ts";

/** A cell in a table or list of cells. */
export interface CellRow {
  /** Where it stands, as a person would say it: `row 12`, with the header as row 1; `annotation 7`. */
  readonly name: string;
  /** Its pixels in a picture of this size. */
  runsIn(rows: number, columns: number): Runs;
  /** Size of the image as the row gives it, in px, where it does. */
  readonly rows: number | null;
  readonly columns: number | null;
}

/** The cells of one image, or the first thing that is wrong with them. */
export interface TableImage {
  readonly cells: CellRow[];
  /** A sentence naming the entry, or null. */
  problem: string | null;
}

/** A table or list with one entry a cell. */
export interface CellTable {
  readonly path: string;
  /** By the image's id or file name as written. */
  readonly images: ReadonlyMap<string, TableImage>;
  /** Sample, plate or well of images, by the same ids, where the table has them. */
  readonly groups?: ReadonlyMap<string, string>;
}

const DELIMITERS = [",", ";", "\t"];

interface Columns {
  readonly id: number;
  readonly annotation: number;
  readonly width: number;
  readonly height: number;
  readonly groups: GroupColumns | null;
}

function columnsOf(file: string, header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = ["id", "annotation"].filter((name) => !names.includes(name));
  if (missing.length === 0) {
    const [id, annotation, width, height] = ["id", "annotation", "width", "height"].map((name) =>
      names.indexOf(name),
    );
    return { id, annotation, width, height, groups: groupColumnsOf(header) };
  }
  if (names.includes("imageid") && names.includes("encodedpixels")) {
    throw new FileError(
      file,
      "The run-length table of the 2018 Data Science Bowl is not read; its masks folders are.",
    );
  }
  throw new FileError(
    file,
    `The table has no column "${missing.join('" and no column "')}", so it is not one of cells. The columns id and annotation are needed.`,
  );
}

function sideOf(fields: readonly string[], column: number, name: string): number | null {
  const text = fields[column]?.trim() ?? "";
  if (column < 0 || text === "") return null;
  const side = Number(text);
  if (!/^\d{1,9}$/.test(text) || side < 1 || side > MOST_PIXELS) {
    throw new RunLengthError(`the ${name} is "${text.slice(0, 20)}", which is no size in pixels`);
  }
  return side;
}

function readRow(
  fields: readonly string[],
  columns: Columns,
  row: number,
  before: CellRow | undefined,
): CellRow {
  const width = sideOf(fields, columns.width, "width");
  const height = sideOf(fields, columns.height, "height");
  if (before && (before.rows !== height || before.columns !== width)) {
    throw new RunLengthError(
      `it gives the image ${height} rows and ${width} columns, but ${before.name} gives ${before.rows} and ${before.columns}`,
    );
  }
  const pixels = width !== null && height !== null ? Math.min(MOST_PIXELS, width * height) : MOST_PIXELS;
  const text = fields[columns.annotation] ?? "";
  const runs = parseRunLengths(text, pixels);
  return { name: `row ${row}`, runsIn: () => runs, rows: height, columns: width };
}

/**
 * Reads a table of cells as in the Sartorius competition: columns `id` and `annotation` (run lengths along the rows
 * from 1), optionally `width` and `height` in px, in any order, among others; comma, semicolon or tab between them.
 * A row that breaks the rules spoils its own image only.
 *
 * @throws FileError when the table as a whole cannot be read.
 */
export async function readCellTable(source: SourceFile, signal: AbortSignal): Promise<CellTable> {
  const { path } = source;
  const text = await readText(source, signal);
  const images = new Map<string, TableImage>();
  const groups = new Map<string, string>();
  let columns: Columns | null = null;
  let row = 0;
  Papa.parse<string[]>(text, {
    delimitersToGuess: DELIMITERS,
    step: ({ data: fields, errors }) => {
      row += 1;
      if (fields.length === 1 && fields[0].trim() === "") return;
      if (errors.some(({ type }) => type === "Quotes")) {
        throw new FileError(path, `Row ${row} opens a quotation mark that is never closed.`);
      }
      if (columns === null) {
        columns = columnsOf(path, fields);
        return;
      }
      const id = (fields[columns.id] ?? "").trim();
      const image = images.get(id) ?? { cells: [], problem: null };
      images.set(id, image);
      const group = columns.groups && !groups.has(id) ? groupOfRow(fields, columns.groups) : null;
      if (group) groups.set(id, group);
      if (image.problem) return;
      try {
        image.cells.push(readRow(fields, columns, row, image.cells[0]));
      } catch (error) {
        if (!(error instanceof RunLengthError)) throw error;
        image.problem = `Row ${row} (image ${id}): ${error.message}.`;
      }
    },
  });
  if (columns === null) throw new FileError(path, "The table is empty.");
  if (images.size === 0) throw new FileError(path, "The table has no rows below its column names.");
  return { path, images, groups };
}
