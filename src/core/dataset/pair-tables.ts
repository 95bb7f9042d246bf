import type { FoundPair, PairsFound } from "./found-pair.ts";
import type { Refusal } from "./image-record.ts";
import { roleOf } from "./label-names.ts";
import { baseName, byText, splitPath } from "./path-name.ts";

/** What is known of a table of cells before images are read. */
export interface TableFacts {
  readonly path: string;
  /** Cells of each image by its id, or the sentence that says what is wrong with them. */
  readonly images: ReadonlyMap<string, { readonly cells: number; readonly problem: string | null }>;
}

const NO_NAME =
  "The cells do not say which picture they belong to. Give the file the name of the picture, or put both into a folder of their own.";
/** What the cells of an image are called in a table, by the table's extension. */
const ENTRIES: Readonly<Record<string, string>> = { csv: "rows", json: "outlines", zip: "regions" };
const NAMES_SHOWN = 5;
const PROBLEMS_SHOWN = 20;

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Said of a table in which no image has a cell: a list of what is still to be labelled, not of images without cells. */
const NO_CELL_AT_ALL =
  "No image in it has a cell, as in a list of images still to be labelled. The images are kept without labels. To train on images without cells, add images with cells, too.";

/** Whether a table names images, but has no cell for any of them. */
function isBlank({ images }: TableFacts): boolean {
  return images.size > 0 && [...images.values()].every(({ cells, problem }) => cells === 0 && !problem);
}

function cellsInWords(cells: number): string {
  if (cells === 0) return "no cells";
  return cells === 1 ? "one cell" : `${cells} cells`;
}

function addTo(lists: Map<string, string[]>, key: string, path: string): void {
  const list = lists.get(key);
  if (list) list.push(path);
  else lists.set(key, [path]);
}

/** Finds pictures by the id that a table would call them, whatever the number of pictures, ids and tables. */
class PicturesById {
  readonly #byId = new Map<string, string[]>();
  readonly #imagesIn = new Map<string, string[]>();

  constructor(files: readonly string[]) {
    for (const path of [...files].sort(byText)) {
      for (const id of new Set([splitPath(path).stem, baseName(path)])) addTo(this.#byId, id, path);
      if (roleOf(path) === "image") addTo(this.#imagesIn, folderOf(path), path);
    }
  }

  /** A picture beside or below the table if there is one. Without an id the only picture beside the table is meant. */
  find(id: string, table: string): string | undefined {
    const folder = folderOf(table);
    const beside = this.#imagesIn.get(folder);
    if (id === "" && beside?.length === 1) return beside[0];
    const named = this.#byId.get(id);
    return named?.find((path) => path.startsWith(folder)) ?? named?.[0];
  }
}

function missingImages(table: string, ids: readonly string[]): Refusal[] {
  if (ids.length === 0) return [];
  if (ids.length === 1 && ids[0] === "") return [{ file: table, reason: NO_NAME }];
  const shown = ids.slice(0, NAMES_SHOWN).map((id) => `"${id}"`);
  const more = ids.length > NAMES_SHOWN ? ` and ${ids.length - NAMES_SHOWN} more` : "";
  const which = ids.length === 1 ? "an image" : `${ids.length} images`;
  return [
    { file: table, reason: `Cells of ${which} are missing their picture: ${shown.join(", ")}${more}.` },
  ];
}

function spareRows(table: string, images: number): Refusal[] {
  if (images === 0) return [];
  const whose = images === 1 ? "An image that it names has" : `${images} images that it names have`;
  return [
    {
      file: table,
      reason: `${whose} masks of their own, which were taken; its rows for them were not used.`,
    },
  ];
}

/**
 * Joins tables of cells with the pictures that carry the ids as their names.
 *
 * @param paired Pictures that have their cells from elsewhere.
 */
export function pairTables(
  files: readonly string[],
  tables: readonly TableFacts[],
  paired: readonly string[] = [],
): PairsFound {
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  const used = new Set<string>();
  const pictures = new PicturesById(files);
  const others = new PicturesById(paired);
  for (const table of tables) {
    const { path, images } = table;
    if (isBlank(table)) {
      refused.push({ file: path, reason: NO_CELL_AT_ALL });
      continue;
    }
    const missing: string[] = [];
    let problems = 0;
    let spare = 0;
    for (const [id, { cells, problem }] of images) {
      const image = pictures.find(id, path);
      if (problem) {
        problems += 1;
        if (problems <= PROBLEMS_SHOWN) refused.push({ file: path, reason: problem });
        if (image) refused.push({ file: image, reason: `Its cells in ${baseName(path)} cannot be used.` });
      } else if (!image) {
        if (others.find(id, path)) spare += 1;
        else missing.push(id);
      } else if (used.has(image)) {
        refused.push({ file: path, reason: `${baseName(image)} has its cells from another table already.` });
      } else {
        used.add(image);
        pairs.push({
          image,
          truth: { kind: "table", path, id },
          source: `${baseName(image)} with ${cellsInWords(cells)} of ${baseName(path)}`,
          why: `${ENTRIES[splitPath(path).extension] ?? "entries"} of ${baseName(path)}`,
        });
      }
    }
    if (problems > PROBLEMS_SHOWN) {
      refused.push({
        file: path,
        reason: `${problems - PROBLEMS_SHOWN} more images have cells that cannot be used.`,
      });
    }
    refused.push(...missingImages(path, missing), ...spareRows(path, spare));
  }
  return { pairs, refused };
}
