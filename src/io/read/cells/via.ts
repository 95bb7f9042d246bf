import type { CellTable } from "../tables/cell-list.ts";
import { type Fields, isFields } from "./coco-annotation.ts";
import { EntryError, numberOf, numbersOf } from "./entry-values.ts";
import { ellipse, noCell, outlined, type Shape } from "./shape.ts";
import { type DrawnImage, shapeTable } from "./shape-table.ts";

const NO_CELLS: Readonly<Record<string, string>> = {
  rect: "a box",
  point: "a point",
  polyline: "a line",
};

const isImage = (value: unknown): value is Fields =>
  isFields(value) && typeof value.filename === "string" && typeof value.regions === "object";

/** The entries of images: under a key in a project, at the top level in an export. */
function entriesOf(value: Fields): readonly unknown[] {
  const images = isFields(value._via_img_metadata) ? value._via_img_metadata : value;
  return Object.values(images);
}

/** Whether a JSON file is a project or export of the VGG Image Annotator. */
export function isVia(value: unknown): value is Fields {
  if (!isFields(value)) return false;
  const entries = entriesOf(value);
  return "_via_img_metadata" in value || (entries.length > 0 && entries.every(isImage));
}

/** A shape from its attributes in the annotator. Throws an EntryError. */
export function viaShape(name: string, attributes: unknown): Shape {
  const fields = isFields(attributes) ? attributes : {};
  const { name: kind, all_points_x: xs, all_points_y: ys } = fields;
  if (kind === "polygon") {
    if (!Array.isArray(xs) || !Array.isArray(ys) || xs.length !== ys.length)
      throw new EntryError("its corners are not pairs");
    const [x, y] = [numbersOf(xs, xs.length), numbersOf(ys, ys.length)];
    return outlined(name, [[x.flatMap((column, index) => [column, y[index]])]]);
  }
  if (kind === "circle" || kind === "ellipse") {
    const centre = [numberOf(fields.cx), numberOf(fields.cy)] as const;
    const radii = kind === "circle" ? [fields.r, fields.r] : [fields.rx, fields.ry];
    // The annotator's rotation angles of ellipses are in radians.
    const degrees = fields.theta === undefined ? 0 : (numberOf(fields.theta) * 180) / Math.PI;
    return ellipse(name, centre, [numberOf(radii[0]), numberOf(radii[1])], degrees);
  }
  if (typeof kind !== "string") throw new EntryError("its shape is missing");
  return noCell(name, Object.hasOwn(NO_CELLS, kind) ? NO_CELLS[kind] : `of the kind ${kind.slice(0, 40)}`);
}

function imageOf(entry: Fields, lacking: string | null): DrawnImage {
  const regions = isFields(entry.regions) || Array.isArray(entry.regions) ? Object.values(entry.regions) : [];
  const shapes: Shape[] = [];
  let problem = lacking;
  for (const [index, region] of regions.entries()) {
    try {
      shapes.push(viaShape(`region ${index + 1}`, isFields(region) ? region.shape_attributes : null));
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
      problem ??= `${entry.filename}, region ${index + 1}: ${error.message}.`;
    }
  }
  return { name: String(entry.filename), shapes, rows: null, columns: null, problem };
}

/**
 * Cells of images from the annotator's entries. Throws a FileError.
 *
 * @param lackingOf Message about an entry with missing regions, or null.
 */
export function viaTable(
  file: string,
  entries: readonly Fields[],
  lackingOf: (entry: Fields) => string | null = () => null,
): CellTable {
  return shapeTable(
    file,
    entries.map((entry) => imageOf(entry, lackingOf(entry))),
  );
}

/**
 * Reads regions of the VGG Image Annotator, versions 1 and 2: polygons, circles and ellipses are cells;
 * boxes, points and lines are reported and left out. Throws a FileError.
 *
 * @param value The parsed JSON.
 */
export function readVia(file: string, value: Fields): CellTable {
  return viaTable(file, entriesOf(value).filter(isImage));
}
