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

/**
 * Pictures by the id that a table would call them: those beside or below the table first. Without an id the only picture
 * beside the table is meant.
 */
function byId(files: readonly string[], table: string): Map<string, string> {
  const folder = folderOf(table);
  const near = (path: string) => (path.startsWith(folder) ? 0 : 1);
  const sorted = [...files].sort((a, b) => near(a) - near(b) || byText(a, b));
  const found = new Map<string, string>();
  const beside = files.filter((path) => folderOf(path) === folder && roleOf(path) === "image");
  if (beside.length === 1) found.set("", beside[0]);
  for (const path of sorted) {
    for (const id of [splitPath(path).stem, baseName(path)]) if (!found.has(id)) found.set(id, path);
  }
  return found;
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

/** Joins tables of cells with the pictures that carry the ids as their names. */
export function pairTables(files: readonly string[], tables: readonly TableFacts[]): PairsFound {
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  const used = new Set<string>();
  for (const { path, images } of tables) {
    const pictures = byId(files, path);
    const missing: string[] = [];
    let problems = 0;
    for (const [id, { cells, problem }] of images) {
      const image = pictures.get(id);
      if (problem) {
        problems += 1;
        if (problems <= PROBLEMS_SHOWN) refused.push({ file: path, reason: problem });
        if (image) refused.push({ file: image, reason: `Its cells in ${baseName(path)} cannot be used.` });
      } else if (!image) {
        missing.push(id);
      } else if (used.has(image)) {
        refused.push({ file: path, reason: `${baseName(image)} has its cells from another table already.` });
      } else {
        used.add(image);
        const rows = cells === 1 ? "one cell" : `${cells} cells`;
        pairs.push({
          image,
          truth: { kind: "table", path, id },
          source: `${baseName(image)} with ${rows} of ${baseName(path)}`,
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
    refused.push(...missingImages(path, missing));
  }
  return { pairs, refused };
}
