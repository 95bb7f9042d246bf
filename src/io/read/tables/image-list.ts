import Papa from "papaparse";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { type ImageList, LIST_COLUMNS, type ListedImage } from "../../../core/dataset/pairing/image-list.ts";
import { MAX_TABLE_IMAGES } from "../bytes/limits.ts";
import { readText } from "../bytes/read-text.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { columnName } from "./group-columns.ts";
import { declaredSeparator } from "./separator-line.ts";

const DELIMITERS = [",", ";", "\t"];

/** Reads rows by column index; null if a column is missing. */
function rowReader(header: readonly string[]): ((fields: readonly string[]) => ListedImage) | null {
  const names = header.map(columnName);
  const [image, fileName, id, mask] = [
    LIST_COLUMNS.image,
    LIST_COLUMNS.fileName,
    LIST_COLUMNS.id,
    LIST_COLUMNS.mask,
  ].map((name) => names.indexOf(name));
  if (Math.min(image, fileName, id, mask) < 0) return null;
  const at = (fields: readonly string[], column: number) => fields[column] ?? "";
  return (fields) => ({
    image: at(fields, image),
    fileName: at(fields, fileName),
    id: at(fields, id).trim(),
    mask: at(fields, mask),
  });
}

/**
 * Reads the list of images in a zip of masks: columns `image_path`, `file_name`, `id` and `mask_name`, in any
 * order and case, among others. Null if the file is not such a table.
 *
 * @throws FileError if the file cannot be read as text, has unmatched quotation marks, or contains too many
 * images.
 */
export async function readImageList(source: SourceFile, signal: AbortSignal): Promise<ImageList | null> {
  const text = await readText(source, signal);
  const declared = declaredSeparator(text);
  const images: ListedImage[] = [];
  /** A repeated row has no effect. */
  const met = new Set<string>();
  let read: ReturnType<typeof rowReader> = null;
  let damaged = false;
  Papa.parse<string[]>(declared?.rest ?? text, {
    ...(declared ? { delimiter: declared.separator } : { delimitersToGuess: DELIMITERS }),
    skipEmptyLines: true,
    step: ({ data: fields, errors }, parser) => {
      damaged ||= errors.some(({ type }) => type === "Quotes");
      const image = read?.(fields);
      const key = JSON.stringify(image);
      if (image && !met.has(key)) images.push(image);
      met.add(key);
      read ??= rowReader(fields);
      if (damaged || !read || images.length > MAX_TABLE_IMAGES) parser.abort();
    },
  });
  if (images.length > MAX_TABLE_IMAGES)
    throw new FileError(source.path, `The table names more than ${MAX_TABLE_IMAGES} images.`);
  if (read && damaged)
    throw new FileError(
      source.path,
      "This is the list of images of exported masks, but its quotation marks do not match, so it was not used. Export the masks again.",
    );
  return read ? { path: source.path, images } : null;
}
