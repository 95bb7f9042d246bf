import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { splitPath } from "../../../core/dataset/pairing/path-name.ts";
import { readText } from "../bytes/read-text.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import type { CellTable } from "../tables/cell-list.ts";
import { NO_LISTS, readCoco } from "./coco.ts";
import { readCvatXml } from "./cvat-xml.ts";
import { isGeoJson, readGeoJson } from "./geojson.ts";
import { isLabelStudio, readLabelStudio } from "./label-studio.ts";
import { isLabelMe, readLabelMe } from "./labelme.ts";
import { isVia, readVia } from "./via.ts";

const UNKNOWN =
  'The JSON is not one of those that are read: COCO ("images" and "annotations"), LabelMe, VGG Image Annotator, Label Studio or GeoJSON of QuPath. Export the cells as COCO or as label images.';

/** Annotation tools with their own JSON formats, in the order in which they are tried. */
const READERS: readonly ((file: string, value: unknown) => CellTable | null)[] = [
  (file, value) => (isLabelMe(value) ? readLabelMe(file, value) : null),
  (file, value) => (isGeoJson(value) ? readGeoJson(file, value) : null),
  (file, value) => (isLabelStudio(value) ? readLabelStudio(file, value) : null),
  (file, value) => (isVia(value) ? readVia(file, value) : null),
];

async function readJson(source: SourceFile, signal: AbortSignal): Promise<CellTable> {
  const text = await readText(source, signal);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new FileError(source.path, "The file is not JSON, or a part of it is missing.", { cause: error });
  }
  for (const read of READERS) {
    const table = read(source.path, value);
    if (table) return table;
  }
  throw new FileError(source.path, UNKNOWN);
}

/**
 * Reads the cells of an annotation file. The format is determined by its content: COCO is streamed and may
 * have any length; LabelMe, VGG Image Annotator, Label Studio, QuPath's GeoJSON and CVAT's XML are read as a
 * whole. Yields the fraction (0..1) of the file that has been read.
 *
 * @throws FileError if the file is none of these or cannot be read.
 */
export async function* readAnnotations(
  source: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<number, CellTable, undefined> {
  if (splitPath(source.path).extension === "xml")
    return readCvatXml(source.path, await readText(source, signal));
  try {
    return yield* readCoco(source, signal);
  } catch (error) {
    if (!(error instanceof FileError) || error.reason !== NO_LISTS) throw error;
    return readJson(source, signal);
  }
}
