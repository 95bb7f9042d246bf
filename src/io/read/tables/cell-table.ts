import Papa from "papaparse";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { parseRunLengths, RunLengthError } from "../../../core/dataset/runs/run-length.ts";
import type { RunOrder } from "../../../core/dataset/runs/runs-of-cells.ts";
import { MAX_PIXELS, MAX_TABLE_IMAGES } from "../bytes/limits.ts";
import { readTextParts } from "../bytes/read-text.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { WholeRows } from "../bytes/whole-rows.ts";
import { type CellColumns, cellColumnsOf } from "./cell-columns.ts";
import type { CellTable } from "./cell-list.ts";
import { openCellStore, type StoredCells } from "./cell-store.ts";
import { groupOfRow } from "./group-columns.ts";
import { declaredSeparator } from "./separator-line.ts";

const DELIMITERS = [",", ";", "\t"];

/** Maximum number of characters in an Excel cell; the rest is cut off silently. */
const EXCEL_CHARACTERS = 32_767;

/** In Kaggle's sample submissions every image has this cell of one pixel in place of its cells. */
const PLACEHOLDER = "1 1";

const CUT_OFF = `the run lengths are exactly ${EXCEL_CHARACTERS} characters long, the most that Excel keeps in a cell of a sheet, so their end was probably cut off. Take the table as it was before it was saved from a spreadsheet`;
const IGNORED = "its Usage is Ignored, so the cells of this image are not known and the image is left out";

function sideOf(fields: readonly string[], column: number, name: string): number | null {
  const text = fields[column]?.trim() ?? "";
  if (column < 0 || text === "") return null;
  const side = Number(text);
  if (!/^\d{1,9}$/.test(text) || side < 1 || side > MAX_PIXELS) {
    throw new RunLengthError(`the ${name} is "${text.slice(0, 20)}", which is no size in pixels`);
  }
  return side;
}

/** Reads the rows of a table in order. */
class TableRows {
  readonly #path: string;
  readonly #createCells: ReturnType<typeof openCellStore>;
  readonly #images = new Map<string, StoredCells>();
  readonly #groups = new Map<string, string>();
  #columns: CellColumns | null = null;
  #delimiter: string | null = null;
  #row = 0;
  /** Whether no row has any other cell than the placeholder. */
  #hasPlaceholdersOnly = true;

  constructor(path: string) {
    this.#path = path;
    this.#createCells = openCellStore(path, "row");
  }

  /** Reads complete rows. Throws a FileError if the table cannot be read. */
  take(text: string): void {
    // Papa returns no row for an empty text, which is an empty row.
    if (text === "") this.#row += 1;
    const declared = this.#columns === null && this.#delimiter === null ? declaredSeparator(text) : null;
    if (declared) {
      this.#row += 1;
      this.#delimiter = declared.separator;
      if (declared.rest !== "") this.take(declared.rest);
      return;
    }
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
        else this.#columns = cellColumnsOf(this.#path, data);
      },
    });
  }

  table(): CellTable {
    if (this.#columns === null) throw new FileError(this.#path, "The table is empty.");
    if (this.#images.size === 0)
      throw new FileError(this.#path, "The table has no rows below its column names.");
    const images = this.#hasPlaceholdersOnly ? this.#withoutCells() : this.#images;
    return { path: this.#path, images, groups: this.#groups };
  }

  #withoutCells(): Map<string, StoredCells> {
    const order = this.#columns?.order ?? "rows";
    return new Map(
      [...this.#images].map(([id, image]) => {
        const empty = this.#createCells(image.rows, image.columns, order);
        empty.problem = image.problem;
        return [id, empty];
      }),
    );
  }

  #takeRow(fields: readonly string[], columns: CellColumns): void {
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

  /** Throws a RunLengthError if the row is invalid. */
  #addCell(id: string, fields: readonly string[], columns: CellColumns): void {
    if ((fields[columns.usage] ?? "").trim().toLowerCase() === "ignored") throw new RunLengthError(IGNORED);
    const width = sideOf(fields, columns.width, "width");
    const height = sideOf(fields, columns.height, "height");
    const image = this.#images.get(id);
    if (image && (image.rows !== height || image.columns !== width)) {
      throw new RunLengthError(
        `it gives the image ${height} rows and ${width} columns, but ${image.firstName === "" ? "an earlier row" : `row ${image.firstName}`} gives ${image.rows} and ${image.columns}`,
      );
    }
    const pixels = width !== null && height !== null ? Math.min(MAX_PIXELS, width * height) : MAX_PIXELS;
    const text = fields[columns.annotation] ?? "";
    if (text.length === EXCEL_CHARACTERS) throw new RunLengthError(CUT_OFF);
    const runs = parseRunLengths(text, pixels);
    // Submissions have no sizes: with one, the cell is meant.
    const isPlaceholder = text.trim() === PLACEHOLDER && width === null && height === null;
    if (runs.length > 0 && !isPlaceholder) this.#hasPlaceholdersOnly = false;
    const cells = image ?? this.#keep(id, height, width, columns.order);
    // An empty field means that the image has no cell.
    if (runs.length > 0) cells.add(String(this.#row), runs);
  }

  #keep(id: string, rows: number | null, columns: number | null, order: RunOrder): StoredCells {
    const image = this.#createCells(rows, columns, order);
    image.firstName = String(this.#row);
    this.#images.set(id, image);
    if (this.#images.size > MAX_TABLE_IMAGES) {
      throw new FileError(this.#path, `The table names more than ${MAX_TABLE_IMAGES} images.`);
    }
    return image;
  }
}

/**
 * Reads a table of cells. Formats: the Sartorius competition of 2021 with columns `id` and `annotation` (run
 * lengths along the rows from 1; a submission's `predicted` is the same), and the Data Science Bowl of 2018
 * with `ImageId` and `EncodedPixels` (down the columns from 1). Optional columns are `width` and `height` in
 * px. Columns may be in any order, among others, separated by comma, semicolon, tab, or the separator of a
 * first line `sep=`. A row without pixels adds no cell; an image with no other rows has none, and neither
 * has any image of a sample submission, whose rows are all `1 1` and have no sizes. Rows with
 * `Usage` Ignored, as in the solution of the Bowl's second stage, and fields cut off by Excel invalidate
 * their image. The table may have any length: it is streamed. An invalid row invalidates only its own image.
 * Yields the fraction (0..1) of the file that has been read.
 *
 * @throws FileError if the table as a whole cannot be read.
 */
export async function* readCellTable(
  source: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<number, CellTable, undefined> {
  const table = new TableRows(source.path);
  const rows = new WholeRows(source.path);
  for await (const { text, fraction } of readTextParts(source, signal)) {
    const whole = rows.push(text);
    if (whole !== null) table.take(whole);
    yield fraction;
  }
  const rest = rows.rest();
  if (rest !== "") table.take(rest);
  return table.table();
}
