import type { Refusal } from "../image-record.ts";
import { addTo } from "./add-to.ts";
import { type FoundImage, type FoundImages, ImagesByName } from "./find-images.ts";
import type { FoundPair, PairsFound, SpareSource, Truth } from "./found-pair.ts";
import { roleOf } from "./label-names.ts";
import { rankOfTable } from "./label-rank.ts";
import { baseName, byText, splitPath } from "./path-name.ts";
import {
  ambiguousImages,
  blankTable,
  missingImages,
  problemsOf,
  spareCells,
  type UnusedCells,
} from "./table-refusals.ts";
import { withoutNumber } from "./unpaired-reasons.ts";

/** The cells of one image, as known before images are read. */
export interface TableEntry {
  readonly cells: number;
  /** Why they cannot be used, as a sentence; otherwise null. */
  readonly problem: string | null;
  /** Whether any of them is drawn as an outline; absent if unknown. */
  readonly drawn?: boolean | undefined;
}

/** A table of cells, as known before images are read. */
export interface TableFacts {
  readonly path: string;
  /** Cells of each image, or why they cannot be used, keyed by the image's id. */
  readonly images: ReadonlyMap<string, TableEntry>;
  /** Set if these are not all images of the table. */
  readonly isPart?: true;
  /** Images that some of the ids are known to refer to; null if the image was not added. */
  readonly known?: ReadonlyMap<string, string | null>;
}

/** The term for an image's cells in a table, by the table's extension. */
const ENTRIES: Readonly<Record<string, string>> = {
  csv: "rows",
  json: "outlines",
  geojson: "outlines",
  xml: "outlines",
  zip: "regions",
};

/** Cells without an image name belong to the only image beside their file; no rule for names applies. */
const NO_STEP = { condition: "", isNoted: false };

/** A table's cells for an image. */
interface Claim extends FoundImage {
  readonly table: string;
  readonly id: string;
  readonly cells: number;
  readonly rank: number;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/**
 * Whether a table names images, but contains no cell for any of them. An empty set of regions, and a table
 * exported with its list of images, state that there are no cells.
 */
function isBlank({ path, images, isPart, known }: TableFacts): boolean {
  if (isPart || known || images.size === 0 || splitPath(path).extension === "zip") return false;
  return [...images.values()].every(({ cells, problem }) => cells === 0 && !problem);
}

function describeCells(cells: number): string {
  if (cells === 0) return "no cells";
  return cells === 1 ? "one cell" : `${cells} cells`;
}

function truthOf({ table, id }: Claim): Truth {
  return { kind: "table", path: table, id };
}

function spareOf(claim: Claim): SpareSource {
  return { kind: "other", truth: truthOf(claim) };
}

function pairOf(claim: Claim, others: readonly Claim[]): FoundPair {
  const { image, table, id, cells, step } = claim;
  const entries = `${ENTRIES[splitPath(table).extension] ?? "entries"} of ${baseName(table)}`;
  const spare = others.map(spareOf);
  return {
    image,
    truth: truthOf(claim),
    source: `${baseName(image)} with ${describeCells(cells)} of ${baseName(table)}`,
    why: step.condition === "" ? entries : `${entries}, its name ${step.condition}`,
    ...(spare.length > 0 ? { spare } : {}),
    ...(step.isNoted ? { notes: [`${baseName(table)} calls this image "${id}".`] } : {}),
  };
}

/** Files by image name. A label image without a partner counts as an image only if no image has the name. */
class NamedFiles {
  readonly #images: ImagesByName;
  readonly #others: ImagesByName;
  /** Images keyed by folder, for cells that name no image. */
  readonly #beside = new Map<string, string[]>();

  constructor(images: readonly string[], labels: readonly string[]) {
    this.#images = new ImagesByName(images);
    this.#others = new ImagesByName(labels);
    for (const image of images) addTo(this.#beside, folderOf(image), image);
  }

  find({ path, images, known = new Map() }: TableFacts): FoundImages {
    const open = [...images.keys()].filter((id) => !known.has(id));
    const { found, ambiguous } = this.#images.find(path, open);
    const left = open.filter((id) => !found.has(id) && !ambiguous.has(id));
    const others = this.#others.find(path, left);
    const all = new Map([...found, ...others.found]);
    const certain = new Map([...known].flatMap(([id, image]) => (image === null ? [] : [[image, id]])));
    const rivals = [...all].flatMap(([id, { image }]) =>
      certain.has(image) ? [[id, [image]] as const] : [],
    );
    for (const [id] of rivals) all.delete(id);
    for (const [image, id] of certain) all.set(id, { image, step: NO_STEP });
    const doubtful = this.#ambiguousNumbers(
      path,
      left.filter((id) => !all.has(id)),
    );
    const beside = this.#beside.get(folderOf(path));
    if (images.has("") && beside?.length === 1) all.set("", { image: beside[0], step: NO_STEP });
    return { found: all, ambiguous: new Map([...ambiguous, ...others.ambiguous, ...doubtful, ...rivals]) };
  }

  /** Names such as `cell (2)`, if several images are called `cell`. */
  #ambiguousNumbers(table: string, ids: readonly string[]): [string, readonly string[]][] {
    const numbered = ids.filter((id) => withoutNumber(id) !== id);
    const { ambiguous } = this.#images.find(table, new Set(numbered.map(withoutNumber)));
    return numbered.flatMap((id): [string, readonly string[]][] => {
      const images = ambiguous.get(withoutNumber(id)) ?? [];
      return images.length > 1 ? [[id, images]] : [];
    });
  }
}

/** The most exact of the cells that tables have for an image, unless it has labels from elsewhere. */
function bestClaims(
  claims: ReadonlyMap<string, readonly Claim[]>,
  taken: ReadonlyMap<string, FoundPair>,
): { pairs: FoundPair[]; spare: TablePairs["spare"]; unused: UnusedCells[] } {
  const pairs: FoundPair[] = [];
  const spare = new Map<string, readonly SpareSource[]>();
  const unused: UnusedCells[] = [];
  for (const [image, ofImage] of claims) {
    const [best, ...others] = [...ofImage].sort((a, b) => a.rank - b.rank || byText(a.table, b.table));
    const elsewhere = taken.get(image);
    const winner = elsewhere ?? pairOf(best, others);
    if (!elsewhere) pairs.push(winner);
    else spare.set(image, ofImage.map(spareOf));
    for (const { table, rank } of elsewhere ? ofImage : others)
      unused.push({ table, winner, isMoreExact: elsewhere !== undefined || best.rank < rank });
  }
  return { pairs, spare, unused };
}

/** An image of the dataset before the files were added. */
export interface LoadedImage {
  /** The path under which it was added. */
  readonly path: string;
  readonly labelled: boolean;
}

/** A refusal of a table without any cell, which compares its images with all that are loaded. */
function refuseBlank(table: TableFacts, files: readonly string[], loaded: readonly LoadedImage[]): Refusal {
  const { path, images } = table;
  const before = new Map(loaded.map((image) => [image.path, image]));
  const all = [...new Set([...files, ...before.keys()])];
  const { found, ambiguous } = new NamedFiles(all, []).find(table);
  const inTable = new Set([...found.values()].map(({ image }) => image));
  const missing = [...images.keys()].filter((id) => !found.has(id) && !ambiguous.has(id));
  const unnamed = all.filter((image) => !(inTable.has(image) || before.get(image)?.labelled));
  return blankTable(path, { found: found.size, missing, unnamed });
}

/** Pairs from tables, and the cells in tables for images that have labels from elsewhere. */
interface TablePairs extends PairsFound {
  readonly spare: ReadonlyMap<string, readonly SpareSource[]>;
  /** By table, the names that no image has. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
}

/**
 * Assigns tables of cells to the images that they name. Of several tables the most exact is used, then the
 * first by name.
 *
 * @param files Paths of images without labels, and of label images without an image.
 * @param paired Images that have cells from elsewhere.
 * @param loaded Images that were in the dataset before.
 */
export function pairTables(
  files: readonly string[],
  tables: readonly TableFacts[],
  paired: readonly FoundPair[] = [],
  loaded: readonly LoadedImage[] = [],
): TablePairs {
  const isImage = (path: string) => roleOf(path) === "image";
  const taken = new Map(paired.map((pair) => [pair.image, pair]));
  const named = new NamedFiles(
    [...files.filter(isImage), ...taken.keys()],
    files.filter((path) => !isImage(path)),
  );
  const claims = new Map<string, Claim[]>();
  const broken = new Map<string, string>();
  const refused: Refusal[] = [];
  const missing = new Map<string, readonly string[]>();
  for (const table of [...tables].sort((a, b) => byText(a.path, b.path))) {
    const { path, images } = table;
    if (isBlank(table)) {
      const labelled = [...taken.keys()].map((path) => ({ path, labelled: true }));
      refused.push(refuseBlank(table, files.filter(isImage), [...loaded, ...labelled]));
      continue;
    }
    const { found, ambiguous } = named.find(table);
    for (const [id, { cells, problem, drawn = splitPath(path).extension !== "csv" }] of images) {
      const place = found.get(id);
      if (!place) continue;
      const claim = { ...place, table: path, id, cells, rank: rankOfTable(path, drawn) };
      if (problem) broken.set(place.image, path);
      else addTo(claims, place.image, claim);
    }
    refused.push(...problemsOf(path, images));
    const without = [...images].flatMap(([id, { problem }]) =>
      problem || found.has(id) || ambiguous.has(id) ? [] : [id],
    );
    if (without.length > 0) missing.set(path, without);
    refused.push(...missingImages(path, without), ...ambiguousImages(path, ambiguous));
  }
  const { pairs, spare, unused } = bestClaims(claims, taken);
  for (const [image, table] of broken)
    if (!claims.has(image) && !taken.has(image))
      refused.push({ file: image, reason: `Its cells in ${baseName(table)} cannot be used.` });
  return { pairs, refused: [...refused, ...spareCells(unused)], spare, missing };
}
