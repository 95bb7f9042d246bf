import type { DrawnEntry } from "../../../core/dataset/choose-entries.ts";
import { FileError } from "../../../core/dataset/file-error.ts";
import type { CellTable, TableImage } from "../cell-list.ts";
import { MOST_PIXELS, MOST_TABLE_IMAGES } from "../limits.ts";
import type { Shape } from "./shape.ts";

/** What an annotation tool wrote about one image. */
export interface DrawnImage {
  /** File name, with folders as written; empty where the tool does not say. */
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
  const names = [...new Set(categories ?? [null])];
  const kindOf = (index: number) => names.indexOf(categories?.[index] ?? null);
  return {
    count: shapes.length,
    problem,
    rows,
    columns,
    drawn: true,
    ...(categories ? { kinds: names.map((category) => ({ category, crowd: false })) } : {}),
    *cellsIn(height, width): Generator<DrawnEntry> {
      for (const [index, shape] of shapes.entries()) {
        yield { name: shape.name, kind: Math.max(0, kindOf(index)), runs: shape.draw(height, width) };
      }
    },
    *content() {
      for (const [index, { name, content }] of shapes.entries()) {
        yield new TextEncoder().encode(`${name}\n${categories?.[index] ?? ""}\n${content}\n`);
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
    const twice = table.has(image.name) ? `Two images have the name ${image.name}.` : null;
    table.set(image.name, tableImage({ ...image, problem: image.problem ?? twice }));
  }
  return { path: file, images: table };
}

/** A whole number of pixels along a side; null where it is none. */
export function sideOf(value: unknown): number | null {
  const number = typeof value === "string" ? Number(value) : value;
  const isSide = typeof number === "number" && Number.isInteger(number) && number >= 1;
  return isSide && number <= MOST_PIXELS ? number : null;
}
