import type { CellTable } from "../tables/cell-list.ts";
import { brushMask } from "./brush-mask.ts";
import { type Fields, isFields } from "./coco-annotation.ts";
import { EntryError, numberOf, numbersOf } from "./entry-values.ts";
import { firstImageName } from "./image-name.ts";
import { ellipse, masked, noCell, outlined, type Shape } from "./shape.ts";
import { type DrawnImage, shapeTable, sideOf } from "./shape-table.ts";

const isTask = (value: unknown): value is Fields =>
  isFields(value) && Array.isArray(value.annotations) && isFields(value.data);

/** Whether a JSON file is a Label Studio export. */
export function isLabelStudio(value: unknown): value is readonly Fields[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTask);
}

interface Size {
  readonly rows: number;
  readonly columns: number;
}

function sizeOf(result: Fields): Size {
  const [rows, columns] = [sideOf(result.original_height), sideOf(result.original_width)];
  if (rows === null || columns === null) throw new EntryError("it does not say how large its image is");
  return { rows, columns };
}

/** A result as a shape; null if it is not one, such as a choice for the whole image. Throws an EntryError. */
function shapeOf(name: string, result: Fields): Shape | null {
  const value = isFields(result.value) ? result.value : {};
  const isPolygon = Array.isArray(value.points);
  if (isPolygon && result.type !== "keypointlabels") {
    const { rows, columns } = sizeOf(result);
    // Coordinates are percentages of the image size.
    const points = (value.points as unknown[]).map((point) => numbersOf(point, 2));
    return outlined(name, [[points.flatMap(([x, y]) => [(x * columns) / 100, (y * rows) / 100])]]);
  }
  if (value.format === "rle") {
    const { rows, columns } = sizeOf(result);
    return masked(name, { columns, data: brushMask(value.rle, rows, columns) }, 0, 0);
  }
  if ("radiusX" in value) {
    const { rows, columns } = sizeOf(result);
    const [x, y, radiusX, radiusY] = [value.x, value.y, value.radiusX, value.radiusY].map(numberOf);
    const centre = [(x * columns) / 100, (y * rows) / 100] as const;
    const degrees = value.rotation === undefined ? 0 : numberOf(value.rotation);
    return ellipse(name, centre, [(radiusX * columns) / 100, (radiusY * rows) / 100], degrees);
  }
  if (result.type === "keypointlabels" || result.type === "keypoint") return noCell(name, "a point");
  return "width" in value && "height" in value ? noCell(name, "a box") : null;
}

const NOT_LABELLED = "its task has no annotation that was submitted, so its cells are not known.";
const OTHER = "another annotation of the same task; the first that was not cancelled is read";

/** Results of each annotation that was not cancelled; each annotation is by one person. */
function resultsOf(task: Fields): readonly (readonly unknown[])[] {
  const annotations: readonly unknown[] = Array.isArray(task.annotations) ? task.annotations : [];
  return annotations.flatMap((one) =>
    isFields(one) && one.was_cancelled !== true && Array.isArray(one.result) ? [one.result] : [],
  );
}

function labelOf(result: unknown): string | null {
  const value = isFields(result) && isFields(result.value) ? result.value : {};
  const labels = value.polygonlabels ?? value.brushlabels ?? value.ellipselabels;
  return Array.isArray(labels) && typeof labels[0] === "string" ? labels[0].slice(0, 80) : null;
}

function imageOf(task: Fields): DrawnImage {
  const shapes: Shape[] = [];
  const categories: (string | null)[] = [];
  const [results, ...others] = resultsOf(task);
  const address = firstImageName(Object.values(isFields(task.data) ? task.data : {}));
  let problem = results ? null : `image ${address}: ${NOT_LABELLED}`;
  let size: Size | null = null;
  for (const [index, result] of (results ?? []).entries()) {
    const name = `result ${index + 1}`;
    try {
      const shape = isFields(result) ? shapeOf(name, result) : null;
      if (!shape) continue;
      shapes.push(shape);
      categories.push(labelOf(result));
      if (isFields(result) && "original_width" in result) size ??= sizeOf(result);
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
      problem ??= `${name}: ${error.message}.`;
    }
  }
  for (const index of others.keys()) {
    shapes.push(noCell(`annotation ${index + 2}`, OTHER));
    categories.push(null);
  }
  const { rows, columns } = size ?? { rows: null, columns: null };
  return { name: address, shapes, categories, rows, columns, problem };
}

/**
 * Reads Label Studio's JSON export: polygons, ellipses and brush masks are cells; boxes and points are
 * reported and left out. If a task has several annotations, the first that was not cancelled is used. Throws
 * a FileError.
 *
 * @param value The parsed JSON.
 */
export function readLabelStudio(file: string, value: readonly Fields[]): CellTable {
  return shapeTable(file, value.map(imageOf));
}
