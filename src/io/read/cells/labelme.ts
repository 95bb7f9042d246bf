import { splitPath } from "../../../core/dataset/pairing/path-name.ts";
import { maskOf } from "../labels/labels-of.ts";
import { readPng } from "../png/png.ts";
import type { CellTable } from "../tables/cell-list.ts";
import { type Fields, isFields } from "./coco-annotation.ts";
import { EntryError, numbersOf } from "./entry-values.ts";
import { ellipse, masked, noCell, outlined, type Shape } from "./shape.ts";
import { shapeTable, sideOf } from "./shape-table.ts";

/** Shape types that are not cells. */
const NO_CELLS: Readonly<Record<string, string>> = {
  rectangle: "a box",
  point: "a point",
  points: "points",
  line: "a line",
  linestrip: "a line",
};

/** Whether a JSON file is a LabelMe file. */
export function isLabelMe(value: unknown): value is Fields {
  return isFields(value) && Array.isArray(value.shapes) && ("imagePath" in value || "imageHeight" in value);
}

function pointsOf(value: unknown): number[] {
  if (!Array.isArray(value)) throw new EntryError("it has no points");
  return value.flatMap((point) => numbersOf(point, 2));
}

/** Mask of a base64-encoded PNG, 1 in the cell. */
function maskIn(file: string, base64: string) {
  try {
    const raster = readPng(file, bytesOf(base64));
    return { rows: raster.rows, columns: raster.columns, data: maskOf(file, raster) };
  } catch (error) {
    if (error instanceof EntryError) throw error;
    throw new EntryError("its mask is not a readable PNG", { cause: error });
  }
}

/** Decodes base64. Throws an EntryError if the text is not base64. */
function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch (error) {
    throw new EntryError("its mask is not base64", { cause: error });
  }
}

function shapeOf(name: string, value: unknown, file: string): Shape {
  const { shape_type: written, points, mask } = isFields(value) ? value : {};
  // Versions before 4 wrote null or nothing for polygons.
  const type = written ?? "polygon";
  if (typeof type !== "string") throw new EntryError("its kind is not text");
  if (Object.hasOwn(NO_CELLS, type)) return noCell(name, NO_CELLS[type]);
  const corners = pointsOf(points);
  if (type === "polygon") return outlined(name, [[corners]]);
  if (corners.length < 4) throw new EntryError("it has fewer than two points");
  const [x0, y0, x1, y1] = corners;
  if (type === "circle") {
    const radius = Math.hypot(x1 - x0, y1 - y0);
    return ellipse(name, [x0, y0], [radius, radius]);
  }
  if (type !== "mask" || typeof mask !== "string") return noCell(name, `of the kind ${type.slice(0, 40)}`);
  return masked(name, maskIn(file, mask), Math.round(y0), Math.round(x0));
}

/**
 * Reads a LabelMe file of one image: polygons, circles and masks are cells; boxes, lines and points are
 * reported and left out. Throws a FileError.
 *
 * @param value The parsed JSON.
 */
export function readLabelMe(file: string, value: Fields): CellTable {
  const list = Array.isArray(value.shapes) ? value.shapes : [];
  const shapes: Shape[] = [];
  const categories: (string | null)[] = [];
  let problem: string | null = null;
  for (const [index, item] of list.entries()) {
    try {
      shapes.push(shapeOf(`shape ${index + 1}`, item, file));
      categories.push(isFields(item) && typeof item.label === "string" ? item.label.slice(0, 80) : null);
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
      problem ??= `shape ${index + 1}: ${error.message}.`;
    }
  }
  const name = typeof value.imagePath === "string" ? value.imagePath : splitPath(file).stem;
  const [rows, columns] = [sideOf(value.imageHeight), sideOf(value.imageWidth)];
  return shapeTable(file, [{ name, shapes, categories, rows, columns, problem }]);
}
