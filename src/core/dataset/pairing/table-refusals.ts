import type { Refusal } from "../image-record.ts";
import type { FoundPair } from "./found-pair.ts";
import { spareReason } from "./label-rank.ts";

const NO_NAME =
  "The cells do not say which image they belong to. Give the file the name of the image, or put both into a folder of their own.";
const NAMES_SHOWN = 5;
const PROBLEMS_SHOWN = 20;

/** The first names of a list, and the number of further ones. */
export function listed(names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
  return `${names.slice(0, NAMES_SHOWN).join(", ")}${more}`;
}

/** Problems with the cells of images: one refusal per image unless there are many. */
export function problemsOf(
  table: string,
  images: ReadonlyMap<string, { readonly problem: string | null }>,
): Refusal[] {
  const problems = [...images.values()].flatMap(({ problem }) => (problem ? [problem] : []));
  const refused = problems.slice(0, PROBLEMS_SHOWN).map((reason) => ({ file: table, reason }));
  const more = problems.length - refused.length;
  const rest = { file: table, reason: `${more} more images have cells that cannot be used.` };
  return more > 0 ? [...refused, rest] : refused;
}

/** Names in a table that no image has. */
export function missingImages(table: string, ids: readonly string[]): Refusal[] {
  if (ids.length === 0) return [];
  if (ids.length === 1 && ids[0] === "") return [{ file: table, reason: NO_NAME, lacksImages: true }];
  const which = ids.length === 1 ? "an image" : `${ids.length} images`;
  const shown = listed(ids.map((id) => `"${id}"`));
  const reason = `Cells of ${which} are missing their image: ${shown}. Add these images.`;
  return [{ file: table, reason, lacksImages: true }];
}

const NO_CELL_AT_ALL =
  "No image in it has a cell, as in a sample submission or a list of images still to be labelled. The images are kept without labels. To train on images without cells, add images with cells, too.";

/** The images of a table without any cell, compared with those added with it or before. */
interface BlankTable {
  /** Number of its names that an image has. */
  readonly found: number;
  /** Names that no image has. */
  readonly missing: readonly string[];
  /** Images without labels that it does not name. */
  readonly unnamed: readonly string[];
}

/**
 * A table in which no image has a cell. A submission has to have the images of its sample, so differences are
 * named, unless none of the images is loaded. A table of which images are missing may be compared again later.
 */
export function blankTable(table: string, { found, missing, unnamed }: BlankTable): Refusal {
  const quoted = (names: readonly string[]) => listed(names.map((name) => `"${name}"`));
  const differences = [
    ...(missing.length > 0 ? [`not loaded: ${quoted(missing)}`] : []),
    ...(unnamed.length > 0 ? [`loaded without labels, but not named in it: ${quoted(unnamed)}`] : []),
  ];
  const compared =
    differences.length > 0
      ? `Its images differ from the loaded ones: ${differences.join("; ")}.`
      : "All images that it names are loaded, and no others without labels.";
  const reason = found > 0 ? `${NO_CELL_AT_ALL} ${compared}` : NO_CELL_AT_ALL;
  return { file: table, reason, ...(missing.length > 0 ? { lacksImages: true } : {}) };
}

/** Names in a table whose images are already in the dataset, with labels. */
export function labelledBefore(table: string, ids: readonly string[]): Refusal[] {
  if (ids.length === 0) return [];
  const shown = listed(ids.map((id) => `"${id}"`));
  const [which, them] =
    ids.length === 1
      ? ["An image that it names is in the dataset with labels", "the image and add it"]
      : [`${ids.length} images that it names are in the dataset with labels`, "the images and add them"];
  const reason = `${which} already, so its cells for ${ids.length === 1 ? "it" : "them"} were not used: ${shown}. To replace the labels, remove ${them} again together with this file.`;
  return [{ file: table, reason }];
}

/** Ambiguous names in a table: one that may refer to several images, or several that refer to one. */
export function ambiguousImages(table: string, ambiguous: ReadonlyMap<string, readonly string[]>): Refusal[] {
  if (ambiguous.size === 0) return [];
  const shown = [...ambiguous]
    .slice(0, NAMES_SHOWN + 1)
    .map(
      ([id, images]) => `"${id}" (${listed(images)}${images.length === 1 ? ", as another name does" : ""})`,
    );
  const names = ambiguous.size === 1 ? "the image of a name is" : `the images of ${ambiguous.size} names are`;
  const more = ambiguous.size > NAMES_SHOWN ? ` and ${ambiguous.size - NAMES_SHOWN} more` : "";
  return [
    {
      file: table,
      reason: `Which images are meant is not certain, so nothing was paired where ${names} in doubt: ${shown
        .slice(0, NAMES_SHOWN)
        .join(
          ", ",
        )}${more}. Write the folders of the images into the names, or put the file beside its images.`,
    },
  ];
}

/** Cells in a table for an image that has labels from elsewhere. */
export interface UnusedCells {
  readonly table: string;
  readonly winner: FoundPair;
  readonly isMoreExact: boolean;
}

const LEFT_ALONE = "The user chose to keep the image without labels.";

function reasonOf({ winner: { image, truth }, isMoreExact }: UnusedCells): string {
  if (truth.kind === "none") return LEFT_ALONE;
  return spareReason(image, truth.kind === "masks" ? truth.paths[0] : truth.path, isMoreExact);
}

/** One refusal per table whose cells are not used, with the actual reason. */
export function spareCells(unused: readonly UnusedCells[]): Refusal[] {
  const alike = new Map<string, UnusedCells[]>();
  for (const one of unused) {
    const key = `${one.table}\n${one.isMoreExact}`;
    const others = alike.get(key);
    if (others) others.push(one);
    else alike.set(key, [one]);
  }
  return [...alike.values()].map((cells): Refusal => {
    const [first] = cells;
    if (cells.length === 1) return { file: first.table, reason: reasonOf(first) };
    const files = first.isMoreExact ? "more exact files" : "equally exact files that come first by name";
    const reason = `${cells.length} images that it names have their labels from ${files} already, so its cells for them were not used. The first of them: ${reasonOf(first)}`;
    return { file: first.table, reason };
  });
}
