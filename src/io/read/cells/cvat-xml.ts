import { SaxesParser } from "saxes";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_PIXELS } from "../bytes/limits.ts";
import type { CellTable } from "../tables/cell-list.ts";
import { EntryError, numberOf } from "./entry-values.ts";
import { ellipse, maskedByRuns, noCell, outlined, type Shape } from "./shape.ts";
import { type DrawnImage, shapeTable, sideOf } from "./shape-table.ts";

type Attributes = Readonly<Record<string, string>>;

const NO_CELLS: Readonly<Record<string, string>> = {
  box: "a box",
  polyline: "a line",
  points: "points",
  cuboid: "a 3D box",
  skeleton: "a skeleton",
};
const VIDEO =
  "Tracks of a video (CVAT for video) are not read. Export the task from CVAT as CVAT for images or COCO.";
const VOC =
  "The XML is PASCAL VOC, which holds boxes and no outlines of cells. Export the cells as COCO or as label images.";
const NO_CVAT =
  "The XML is not one of those that are read: CVAT for images (annotations with images that hold polygons or masks). Export the cells as COCO or as label images.";

function pointsOf(text: string | undefined): number[] {
  return (text ?? "")
    .split(";")
    .filter((pair) => pair !== "")
    .flatMap((pair) => {
      const [x, y, ...more] = pair.split(",");
      if (y === undefined || more.length > 0) throw new EntryError("its points are not pairs");
      return [numberOf(x), numberOf(y)];
    });
}

/** Alternating run lengths of pixels outside and inside, along the rows of a box within the image. */
function maskShape(name: string, { rle, left, top, width, height }: Attributes): Shape {
  const [rows, columns] = [sideOf(height), sideOf(width)];
  if (rows === null || columns === null || rows * columns > MAX_PIXELS)
    throw new EntryError("its mask has no size");
  // The box is not drawn as pixels: a short tag may declare a very large one.
  const runs: number[] = [];
  let at = 0;
  for (const [index, text] of (rle ?? "").split(",").entries()) {
    const count = numberOf(text);
    if (!Number.isInteger(count) || count < 0 || at + count > rows * columns) {
      throw new EntryError("its run lengths go beyond its box");
    }
    if (index % 2 === 1 && count > 0) runs.push(at, count);
    at += count;
  }
  const place = [numberOf(top), numberOf(left)];
  if (!place.every(Number.isSafeInteger)) throw new EntryError("its mask is not aligned to pixels");
  return maskedByRuns(name, { columns, runs: Int32Array.from(runs) }, place[0], place[1]);
}

function shapeOf(tag: string, name: string, attributes: Attributes): Shape | null {
  if (tag === "polygon") return outlined(name, [[pointsOf(attributes.points)]]);
  if (tag === "mask") return maskShape(name, attributes);
  if (tag === "ellipse") {
    const [cx, cy, rx, ry] = [attributes.cx, attributes.cy, attributes.rx, attributes.ry].map(numberOf);
    return ellipse(name, [cx, cy], [rx, ry], attributes.rotation ? numberOf(attributes.rotation) : 0);
  }
  return Object.hasOwn(NO_CELLS, tag) ? noCell(name, NO_CELLS[tag]) : null;
}

/** An image whose shapes are still being read. */
interface OpenImage extends DrawnImage {
  readonly shapes: Shape[];
  readonly categories: (string | null)[];
  problem: string | null;
}

/** Handles start tags in document order. */
class CvatTags {
  readonly images: OpenImage[] = [];
  isCvat = false;
  hasTracks = false;
  isVoc = false;
  #image: OpenImage | null = null;

  open(tag: string, attributes: Attributes): void {
    if (tag === "annotations") this.isCvat = true;
    if (tag === "bndbox") this.isVoc = true;
    if (tag === "track") this.hasTracks = true;
    if (tag === "image") {
      const [rows, columns] = [sideOf(attributes.height), sideOf(attributes.width)];
      this.#image = { name: attributes.name ?? "", rows, columns, shapes: [], categories: [], problem: null };
      this.images.push(this.#image);
    } else if (this.#image) this.#add(this.#image, tag, attributes);
  }

  close(tag: string): void {
    if (tag === "image") this.#image = null;
  }

  #add(image: OpenImage, tag: string, attributes: Attributes): void {
    const name = `shape ${image.shapes.length + 1}`;
    try {
      const shape = shapeOf(tag, name, attributes);
      if (!shape) return;
      image.shapes.push(shape);
      image.categories.push(attributes.label?.slice(0, 80) ?? null);
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
      image.problem ??= `${name} (image ${image.name}): ${error.message}.`;
    }
  }
}

/**
 * Reads CVAT's XML for images, version 1.1: polygons, masks and ellipses are cells; boxes, lines and points
 * are reported and left out. Entities of a document type are not expanded. Throws a FileError.
 */
export function readCvatXml(file: string, text: string): CellTable {
  const tags = new CvatTags();
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => tags.open(name, attributes as Attributes));
  parser.on("closetag", ({ name }) => tags.close(name));
  parser.on("error", (error) => {
    throw new FileError(file, "The XML is damaged or a part of it is missing. Export it again.", {
      cause: error,
    });
  });
  parser.write(text).close();
  if (!tags.isCvat) throw new FileError(file, tags.isVoc ? VOC : NO_CVAT);
  if (tags.hasTracks) throw new FileError(file, VIDEO);
  if (tags.images.length === 0) throw new FileError(file, NO_CVAT);
  return shapeTable(file, tags.images);
}
