import Papa from "papaparse";
import { FileError } from "../../core/dataset/file-error.ts";
import { parseRunLengths, RunLengthError } from "../../core/dataset/run-length.ts";
import type { CellTable } from "./cell-list.ts";
import { openCellStore, type RunOrder, type StoredCells } from "./cell-store.ts";
import { type GroupColumns, groupColumnsOf, groupOfRow } from "./group-columns.ts";
import { MOST_PIXELS, MOST_TABLE_IMAGES } from "./limits.ts";
import { readTextParts } from "./read-text.ts";
import type { SourceFile } from "./source-file.ts";
import { WholeRows } from "./whole-rows.ts";

const DELIMITERS = [",", ";", "\t"];

/** Tables of cells by the columns that hold image and pixels: Sartorius 2021, Data Science Bowl 2018. */
const KINDS: readonly { readonly order: RunOrder; readonly columns: readonly [string, string] }[] = [
  { order: "rows", columns: ["id", "annotation"] },
  { order: "columns", columns: ["imageid", "encodedpixels"] },
];

interface Columns {
  readonly id: number;
  readonly annotation: number;
  readonly width: number;
  readonly height: number;
  readonly order: RunOrder;
  readonly groups: GroupColumns | null;
}

function columnsOf(file: string, header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const [width, height] = ["width", "height"].map((name) => names.indexOf(name));
  const groups = groupColumnsOf(header);
  for (const { order, columns } of KINDS) {
    const [id, annotation] = columns.map((name) => names.indexOf(name));
    if (id >= 0 && annotation >= 0) return { id, annotation, width, height, order, groups };
  }
  const missing = KINDS[0].columns.filter((name) => !names.includes(name));
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

/** Takes the rows of a table in turn. */
class TableRows {
  readonly #path: string;
  readonly #createCells: ReturnType<typeof openCellStore>;
  readonly #images = new Map<string, StoredCells>();
  readonly #groups = new Map<string, string>();
  #columns: Columns | null = null;
  #delimiter: string | null = null;
  #row = 0;

  constructor(path: string) {
    this.#path = path;
    this.#createCells = openCellStore(path, "row");
  }

  /** Takes whole rows. Throws a FileError when the table cannot be read. */
  take(text: string): void {
    // Of nothing Papa makes no row, but it is an empty one.
    if (text === "") this.#row += 1;
    const separation =
      this.#delimiter === null ? { delimitersToGuess: DELIMITERS } : { delimiter: this.#delimiter };
    Papa.parse<string[]>(text, {
      ...separation,
      step: ({ data, errors, meta }) => {
        this.#delimiter ??= meta.delimiter;
        this.#row += 1;
        if (data.length === 1 && data[0].trim() === "") return;
        if (errors.some(({ type }) => type === "Quotes")) {
          throw new FileError(this.#path, `Row ${this.#row} opens a quotation mark that is never closed.`);
        }
        if (this.#columns) this.#takeRow(data, this.#columns);
        else this.#columns = columnsOf(this.#path, data);
      },
    });
  }

  table(): CellTable {
    if (this.#columns === null) throw new FileError(this.#path, "The table is empty.");
    if (this.#images.size === 0)
      throw new FileError(this.#path, "The table has no rows below its column names.");
    return { path: this.#path, images: this.#images, groups: this.#groups };
  }

  #takeRow(fields: readonly string[], columns: Columns): void {
    const id = (fields[columns.id] ?? "").trim();
    const group = columns.groups && !this.#groups.has(id) ? groupOfRow(fields, columns.groups) : null;
    if (group) this.#groups.set(id, group);
    if (this.#images.get(id)?.problem) return;
    try {
      this.#addCell(id, fields, columns);
    } catch (error) {
      if (!(error instanceof RunLengthError)) throw error;
      const image = this.#images.get(id) ?? this.#keep(id, null, null, columns.order);
      image.problem = `Row ${this.#row} (image ${id}): ${error.message}.`;
    }
  }

  #addCell(id: string, fields: readonly string[], columns: Columns): void {
    const width = sideOf(fields, columns.width, "width");
    const height = sideOf(fields, columns.height, "height");
    const image = this.#images.get(id);
    if (image && (image.rows !== height || image.columns !== width)) {
      throw new RunLengthError(
        `it gives the image ${height} rows and ${width} columns, but row ${image.firstName} gives ${image.rows} and ${image.columns}`,
      );
    }
    const pixels = width !== null && height !== null ? Math.min(MOST_PIXELS, width * height) : MOST_PIXELS;
    const runs = parseRunLengths(fields[columns.annotation] ?? "", pixels);
    const cells = image ?? this.#keep(id, height, width, columns.order);
    // A row without pixels says that its image has no cell.
    if (runs.length > 0) cells.add(String(this.#row), runs);
  }

  #keep(id: string, rows: number | null, columns: number | null, order: RunOrder): StoredCells {
    const image = this.#createCells(rows, columns, order);
    image.firstName = String(this.#row);
    this.#images.set(id, image);
    if (this.#images.size > MOST_TABLE_IMAGES) {
      throw new FileError(this.#path, `The table names more than ${MOST_TABLE_IMAGES} images.`);
    }
    return image;
  }
}

/**
 * Reads a table of cells as in the Sartorius competition of 2021, columns `id` and `annotation` (run lengths along the
 * rows from 1), or the Data Science Bowl of 2018, `ImageId` and `EncodedPixels` (down the columns from 1); optionally `width` and `height` in px, in any order, among others; comma, semicolon or tab between them.
 * A row without pixels adds no cell; an image with no other rows has none.
 * The table may have any length: it is read as a stream. A row that breaks the rules spoils its own image only.
 * Says which share of the file (0..1) is read.
 *
 * @throws FileError when the table as a whole cannot be read.
 */
export async function* readCellTable(
  source: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<number, CellTable, undefined> {
  const table = new TableRows(source.path);
  const rows = new WholeRows(source.path);
  for await (const { text, share } of readTextParts(source, signal)) {
    const whole = rows.push(text);
    if (whole !== null) table.take(whole);
    yield share;
  }
  const rest = rows.rest();
  if (rest !== "") table.take(rest);
  return table.table();
}
