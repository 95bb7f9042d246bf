import type { DrawnEntry } from "../../../core/dataset/labels/choose-entries.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MAX_PIXELS, MAX_TABLE_IMAGES } from "../bytes/limits.ts";
import type { CellTable, TableImage } from "../tables/cell-list.ts";
import { imageName } from "./image-name.ts";
import type { Shape } from "./shape.ts";

/** The annotations of one image. */
export interface DrawnImage {
  /** File name with folders, or address, as written; empty if the tool does not give one. */
  readonly name: string;
  readonly shapes: readonly Shape[];
  /** Categories of the shapes, in their order; absent if the tool has none. */
  readonly categories?: readonly (string | null)[];
  /** Size in px if the tool gives it. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** A sentence about an invalid entry, or null. */
  readonly problem: string | null;
}

function tableImage({ shapes, categories, rows, columns, problem }: DrawnImage): TableImage {
  const ofCells = shapes.flatMap(({ isCell }, index) => (isCell ? [categories?.[index] ?? null] : []));
  const names = ofCells.length > 0 ? [...new Set(ofCells)] : [null];
  // Shapes that are not cells get no kind of their own: their category must not be reported as read.
  const kinds = new Map(names.map((name, kind) => [name, kind]));
  return {
    // An image whose shapes are all not cells does not count as an image without cells.
    count: ofCells.length > 0 ? ofCells.length : shapes.length,
    problem,
    rows,
    columns,
    drawn: true,
    ...(categories ? { kinds: names.map((category) => ({ category, crowd: false })) } : {}),
    *cellsIn(height, width): Generator<DrawnEntry> {
      for (const [index, shape] of shapes.entries()) {
        yield {
          name: shape.name,
          kind: kinds.get(categories?.[index] ?? null) ?? 0,
          runs: shape.draw(height, width),
        };
      }
    },
    *content() {
      for (const [index, { name, content }] of shapes.entries()) {
        yield new TextEncoder().encode(`${name}\n${categories?.[index] ?? ""}\n${content()}\n`);
      }
    },
  };
}

/**
 * The cells of images by image name. A repeated name is a problem of its image. Throws a FileError if there
 * are no images or too many.
 */
export function shapeTable(file: string, images: readonly DrawnImage[]): CellTable {
  if (images.length === 0) throw new FileError(file, "The file names no images.");
  if (images.length > MAX_TABLE_IMAGES) {
    throw new FileError(file, `The file names more than ${MAX_TABLE_IMAGES} images.`);
  }
  const table = new Map<string, TableImage>();
  for (const image of images) {
    const name = imageName(image.name);
    const twice = table.has(name) ? `Two images have the name ${name}.` : null;
    table.set(name, tableImage({ ...image, problem: image.problem ?? twice }));
  }
  return { path: file, images: table };
}

/** A side length as an integer number of px; null if it is not one. */
export function sideOf(value: unknown): number | null {
  const number = typeof value === "string" ? Number(value) : value;
  const isSide = typeof number === "number" && Number.isInteger(number) && number >= 1;
  return isSide && number <= MAX_PIXELS ? number : null;
}
