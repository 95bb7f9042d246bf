import Papa from "papaparse";
import type { GroupTable } from "../../../core/dataset/pairing/find-groups.ts";
import { readText } from "../bytes/read-text.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { columnName, type GroupColumns, groupColumnsOf, groupOfRow } from "./group-columns.ts";
import { declaredSeparator } from "./separator-line.ts";

/** Columns that may contain the image name, in order of preference. */
const IMAGE_COLUMNS = ["file_name", "filename", "image_name", "image_id", "imageid", "image", "file", "id"];
/** A table with one of these columns is a table of cells. */
const CELL_COLUMNS = ["annotation", "encodedpixels"];
const DELIMITERS = [",", ";", "\t"];

interface Columns extends GroupColumns {
  readonly image: number;
}

function columnsOf(header: readonly string[]): Columns | null {
  const names = header.map(columnName);
  const image = IMAGE_COLUMNS.map((name) => names.indexOf(name)).find((column) => column >= 0);
  const groups = groupColumnsOf(header);
  const isOfCells = CELL_COLUMNS.some((name) => names.includes(name));
  return groups && image !== undefined && !isOfCells ? { ...groups, image } : null;
}

/**
 * Reads a table that assigns images to samples, plates or wells: a column for the image (`filename`,
 * `image_id`, `id` and similar), and `sample_id`, `plate` or `well`, in any order and case, among others. The
 * first row of an image is used. Null if the file is not such a table.
 *
 * @throws FileError if the file cannot be read as text.
 */
export async function readGroupTable(source: SourceFile, signal: AbortSignal): Promise<GroupTable | null> {
  const text = await readText(source, signal);
  const groups = new Map<string, string>();
  let columns: Columns | null = null;
  let damaged = false;
  const declared = declaredSeparator(text);
  Papa.parse<string[]>(declared?.rest ?? text, {
    ...(declared ? { delimiter: declared.separator } : { delimitersToGuess: DELIMITERS }),
    skipEmptyLines: true,
    step: ({ data: fields, errors }, parser) => {
      damaged ||= errors.some(({ type }) => type === "Quotes");
      const group = columns && groupOfRow(fields, columns);
      const image = columns && (fields[columns.image] ?? "").trim();
      if (image && group && !groups.has(image)) groups.set(image, group);
      columns ??= columnsOf(fields);
      if (damaged || !columns) parser.abort();
    },
  });
  return columns && !damaged ? { path: source.path, groups } : null;
}
