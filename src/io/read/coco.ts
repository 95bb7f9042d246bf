import { countsOfText, runsOfCounts } from "../../core/dataset/coco-runs.ts";
import { FileError } from "../../core/dataset/file-error.ts";
import { baseName } from "../../core/dataset/path-name.ts";
import { polygonRuns } from "../../core/dataset/polygon-runs.ts";
import { RunLengthError, type Runs } from "../../core/dataset/run-length.ts";
import type { CellTable, TableImage } from "./cell-table.ts";
import { MOST_PIXELS } from "./limits.ts";
import { readText } from "./read-text.ts";
import type { SourceFile } from "./source-file.ts";

interface CocoImage extends TableImage {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whole numbers and texts name images; `1` and `"1"` are the same. */
function idOf(value: unknown): string | null {
  return typeof value === "number" || typeof value === "string" ? String(value) : null;
}

function fieldsOf(
  file: string,
  text: string,
): { images: readonly unknown[]; annotations: readonly unknown[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FileError(file, "The file is not JSON, or a part of it is missing.", { cause: error });
  }
  const { images, annotations } = isFields(value) ? value : {};
  // LIVECell's own files key annotations by id.
  const cells = isFields(annotations) ? Object.values(annotations) : annotations;
  if (!Array.isArray(images) || !Array.isArray(cells)) {
    throw new FileError(
      file,
      'The JSON has no lists "images" and "annotations", as COCO has, so it holds no cells.',
    );
  }
  if (images.length === 0) throw new FileError(file, "The JSON names no images.");
  return { images, annotations: cells };
}

function sizeOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST_PIXELS
    ? value
    : null;
}

function readImage(file: string, value: unknown): [id: string, image: CocoImage] {
  const { id, file_name: name, width, height } = isFields(value) ? value : {};
  const [key, rows, columns] = [idOf(id), sizeOf(height), sizeOf(width)];
  if (
    key === null ||
    typeof name !== "string" ||
    rows === null ||
    columns === null ||
    rows * columns > MOST_PIXELS
  ) {
    throw new FileError(
      file,
      "The JSON names an image without an id, file_name, width and height that can be.",
    );
  }
  return [key, { name: baseName(name.replaceAll("\\", "/")), rows, columns, cells: [], problem: null }];
}

/** A polygon's coordinates; null when it has too few to have an inside. */
function polygonOf(value: unknown): number[] | null {
  if (!Array.isArray(value)) throw new RunLengthError("it is drawn in a way that COCO does not know");
  const polygon = value.filter((part): part is number => typeof part === "number");
  if (polygon.length !== value.length)
    throw new RunLengthError("its polygon holds a value that is no number");
  if (polygon.length % 2 !== 0) throw new RunLengthError("its polygon has an odd number of coordinates");
  return polygon.length < 6 ? null : polygon;
}

function runsOf(segmentation: unknown, { rows, columns }: CocoImage): Runs {
  if (segmentation === null || segmentation === undefined) return new Int32Array(0);
  if (Array.isArray(segmentation)) {
    const polygons = segmentation.map(polygonOf).filter((polygon) => polygon !== null);
    const runs = polygonRuns(polygons, rows, columns);
    if (!runs) throw new RunLengthError("its polygon crosses more rows than any cell does");
    return runs;
  }
  const { size, counts } = isFields(segmentation) ? segmentation : {};
  if (!Array.isArray(size) || size[0] !== rows || size[1] !== columns) {
    throw new RunLengthError("its run lengths are for a picture of another size");
  }
  const list = typeof counts === "string" ? countsOfText(counts) : counts;
  if (!Array.isArray(list)) throw new RunLengthError("it has no run lengths");
  return runsOfCounts(list, rows, columns);
}

function addAnnotation(value: unknown, index: number, images: Map<string, CocoImage>): void {
  const { id, image_id: imageId, segmentation, iscrowd } = isFields(value) ? value : {};
  const key = idOf(imageId) ?? "none";
  const name = `annotation ${idOf(id) ?? `number ${index + 1}`}`;
  const image = images.get(key) ?? { name: `image ${key}`, rows: 1, columns: 1, cells: [], problem: null };
  images.set(key, image);
  // A crowd is an area with many cells, not a cell.
  if (image.problem || iscrowd === 1) return;
  try {
    const runs = runsOf(segmentation, image);
    image.cells.push({ name, runsIn: () => runs, rows: image.rows, columns: image.columns });
  } catch (error) {
    if (!(error instanceof RunLengthError)) throw error;
    image.problem = `${name} (image ${image.name}): ${error.message}.`;
  }
}

/**
 * Reads cells as COCO and LIVECell write them: polygons, of which parts of a cell are joined, or run lengths down the
 * columns, as a list or compressed. An annotation that breaks the rules spoils its own image only.
 *
 * @throws FileError when the file as a whole cannot be read.
 */
export async function readCoco(source: SourceFile, signal: AbortSignal): Promise<CellTable> {
  const file = source.path;
  const { images: named, annotations } = fieldsOf(file, await readText(source, signal));
  const images = new Map(named.map((image) => readImage(file, image)));
  annotations.forEach((annotation, index) => void addAnnotation(annotation, index, images));
  const byName = new Map<string, TableImage>();
  for (const image of images.values()) {
    const problem = byName.has(image.name) ? `Two images have the name ${image.name}.` : image.problem;
    byName.set(image.name, { cells: image.cells, problem });
  }
  return { path: file, images: byName };
}
