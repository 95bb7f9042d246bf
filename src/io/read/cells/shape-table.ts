import type { DrawnEntry } from "../../../core/dataset/labels/choose-entries.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { MOST_PIXELS, MOST_TABLE_IMAGES } from "../bytes/limits.ts";
import type { CellTable, TableImage } from "../tables/cell-list.ts";
import { imageName } from "./image-name.ts";
import type { Shape } from "./shape.ts";

/** What an annotation tool wrote about one image. */
export interface DrawnImage {
  /** File name with folders, or address, as written; empty where the tool does not say. */
  readonly name: string;
  readonly shapes: readonly Shape[];
  /** Categories of the shapes, in their order; absent where the tool has none. */
  readonly categories?: readonly (string | null)[];
  /** Size in px where the tool says it. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** A sentence naming what is wrong with an entry, or null. */
  readonly problem: string | null;
}

function tableImage({ shapes, categories, rows, columns, problem }: DrawnImage): TableImage {
  const ofCells = shapes.flatMap(({ isCell }, index) => (isCell ? [categories?.[index] ?? null] : []));
  const names = ofCells.length > 0 ? [...new Set(ofCells)] : [null];
  // What is no cell has no kind of its own, so that its category is not said to be read.
  const kinds = new Map(names.map((name, kind) => [name, kind]));
  return {
    // Where no shape is a cell, their image is no image without cells.
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

/** The cells of images by their names. Throws a FileError when there is no image, or one name is there twice. */
export function shapeTable(file: string, images: readonly DrawnImage[]): CellTable {
  if (images.length === 0) throw new FileError(file, "The file names no images.");
  if (images.length > MOST_TABLE_IMAGES) {
    throw new FileError(file, `The file names more than ${MOST_TABLE_IMAGES} images.`);
  }
  const table = new Map<string, TableImage>();
  for (const image of images) {
    const name = imageName(image.name);
    const twice = table.has(name) ? `Two images have the name ${name}.` : null;
    table.set(name, tableImage({ ...image, problem: image.problem ?? twice }));
  }
  return { path: file, images: table };
}

/** A whole number of pixels along a side; null where it is none. */
export function sideOf(value: unknown): number | null {
  const number = typeof value === "string" ? Number(value) : value;
  const isSide = typeof number === "number" && Number.isInteger(number) && number >= 1;
  return isSide && number <= MOST_PIXELS ? number : null;
}
