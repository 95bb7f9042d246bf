import type { Refusal } from "../image-record.ts";
import { addTo } from "./add-to.ts";
import { foldName } from "./fold-name.ts";
import type { FoundPair, PairsFound } from "./found-pair.ts";
import { type ImageList, type ListedImage, MASK_PLACES } from "./image-list.ts";
import { bestLabels } from "./label-rank.ts";
import { byOnlyName, listedImages } from "./listed-images.ts";
import { pairOf, spareRefusal } from "./pair-by-name.ts";
import type { TableFacts } from "./pair-tables.ts";
import { baseName, splitPath } from "./path-name.ts";
import { listed, missingImages } from "./table-refusals.ts";

const NONE_IS_HERE =
  "This is the list of images of exported masks, but none of the masks that it lists is here. Add it together with them.";

/** Pairs from lists of images, and information in the lists on other files and tables. */
interface ListedPairs extends PairsFound {
  /** Label files whose image was not added. */
  readonly unpaired: readonly Refusal[];
  /** All tables, with the images that their names are known to refer to. */
  readonly tables: readonly TableFacts[];
  /** By list that is used, paths of images that were not added. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
}

/** An image of a list, and the list. */
interface Entry {
  readonly list: ImageList;
  readonly image: ListedImage;
}

const folderOf = (path: string) => path.slice(0, path.length - baseName(path).length);
/** Masks may be saved in another format, or on a file system that changes case or Unicode form. */
const keyOf = (path: string) => foldName(path.replace(/\.[^./]*$/, ""));

/** Keys of the label images and sets of regions that an image of a list may have. */
function keysOf({ path }: ImageList, { mask }: ListedImage): string[] {
  return Object.values(MASK_PLACES).map(({ before, after }) => keyOf(folderOf(path) + before + mask + after));
}

/**
 * Entries keyed by their label images and sets of regions; several if lists or their rows contradict each
 * other.
 */
function claimsOf(lists: readonly ImageList[]): Map<string, Entry[]> {
  const claims = new Map<string, Entry[]>();
  for (const list of lists) {
    for (const image of list.images)
      for (const key of keysOf(list, image)) addTo(claims, key, { list, image });
  }
  return claims;
}

/** Whether all refer to the same image, as in a copied list. */
function agree([first, ...others]: readonly Entry[]): boolean {
  return others.every(({ list, image }) => list !== first.list && image.image === first.image.image);
}

/** Entries by the keys of label images and sets of regions that belong to no other image. */
function entriesByMask(claims: ReadonlyMap<string, readonly Entry[]>): Map<string, Entry> {
  return new Map([...claims].flatMap(([key, all]) => (agree(all) ? [[key, all[0]]] : [])));
}

/** Why label files that are listed for several images belong to none, whatever their name. */
function contested(
  files: readonly string[],
  claims: ReadonlyMap<string, readonly Entry[]>,
): readonly Refusal[] {
  return files.flatMap((file): Refusal[] => {
    const all = claims.get(keyOf(file)) ?? [];
    if (all.length === 0 || agree(all)) return [];
    const tables = [...new Set(all.map(({ list }) => baseName(list.path)))];
    const images = [...new Set(all.map(({ image }) => image.image))];
    const reason = `These are listed as the labels of ${listed(images)} (${listed(tables)}), so it is not certain to which they belong. Correct the list, or pair them by hand.`;
    return [{ file, reason, kind: "unpaired labels" }];
  });
}

/**
 * Finds the entry that a name in a table refers to: for regions by their file, for other tables by the list
 * beside them.
 */
function entriesOfTables(lists: readonly ImageList[], masks: ReadonlyMap<string, Entry>) {
  const byFolder = new Map(
    lists.map((list) => {
      const names = {
        json: byOnlyName(list.images, ({ fileName }) => fileName),
        csv: byOnlyName(list.images, ({ id }) => id),
      };
      return [folderOf(list.path), { list, names }] as const;
    }),
  );
  return (path: string, id: string): Entry | null => {
    const { extension } = splitPath(path);
    if (extension === "zip") return masks.get(keyOf(path)) ?? null;
    const beside = byFolder.get(folderOf(path));
    const image = beside?.names[extension === "json" ? "json" : "csv"].get(id);
    return beside && image ? { list: beside.list, image } : null;
  };
}

/** Finds the path of the image that a name in a table refers to; null if no list contains it. */
export function listedPaths(lists: readonly ImageList[]): (table: string, id: string) => string | null {
  const entryOf = entriesOfTables(lists, entriesByMask(claimsOf(lists)));
  return (table, id) => entryOf(table, id)?.image.image ?? null;
}

/** Images with the most exact of their label files, and why the others are not used. */
function pairsOf(labels: ReadonlyMap<string, readonly string[]>): PairsFound {
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  for (const [image, all] of labels) {
    const best = bestLabels(all, image);
    const spare = all.filter((path) => path !== best);
    pairs.push(pairOf(image, best, "listed with its masks", spare));
    refused.push(...spare.map((path) => spareRefusal(image, best, path)));
  }
  return { pairs, refused };
}

/**
 * Pairs exported masks by the list of images that was written with them. Listed label files belong to no
 * other image, whatever their names.
 *
 * @param files Paths of images and label files.
 */
export function pairListed(
  files: readonly string[],
  tables: readonly TableFacts[],
  lists: readonly ImageList[],
): ListedPairs {
  if (lists.length === 0) return { pairs: [], refused: [], unpaired: [], tables, missing: new Map() };
  const claims = claimsOf(lists);
  const masks = entriesByMask(claims);
  const others = files.filter((path) => !claims.has(keyOf(path)));
  const found = new Map(lists.map((list) => [list, listedImages(list, others)]));
  const once = new Map(lists.map((list) => [list, byOnlyName(list.images, ({ image }) => image)]));
  /** By list that is used, paths of its images that were not added. */
  const met = new Map<ImageList, Set<string>>();
  const fileOf = ({ list, image }: Entry): string | null => {
    const missing = met.get(list) ?? new Set();
    met.set(list, missing);
    const file = found.get(list)?.get(image.image);
    if (file === undefined && once.get(list)?.has(image.image)) missing.add(image.image);
    return file ?? null;
  };
  const labels = new Map<string, string[]>();
  const unpaired: Refusal[] = [...contested(files, claims)];
  for (const path of files) {
    const entry = masks.get(keyOf(path));
    if (!entry) continue;
    const image = fileOf(entry);
    const reason = `${baseName(entry.list.path)} lists these as the labels of ${entry.image.image}, which is not here or not certain. Add that image together with them.`;
    if (image === null) unpaired.push({ file: path, reason, kind: "unpaired labels" });
    else addTo(labels, image, path);
  }
  const { pairs, refused: spare } = pairsOf(labels);
  const entryOf = entriesOfTables(lists, masks);
  const withKnown = tables.map((table): TableFacts => {
    const known = [...table.images.keys()].flatMap((id) => {
      const entry = entryOf(table.path, id);
      return entry ? [[id, fileOf(entry)] as const] : [];
    });
    return known.length > 0 ? { ...table, known: new Map(known) } : table;
  });
  const missing = new Map(
    [...met].flatMap(([{ path }, images]) => (images.size > 0 ? [[path, [...images]]] : [])),
  );
  const listing = new Set(files.flatMap((path) => claims.get(keyOf(path)) ?? []).map(({ list }) => list));
  const idle = lists.filter((list) => !met.has(list) && !listing.has(list));
  const refused = [
    ...spare,
    ...[...missing].flatMap(([path, images]) => missingImages(path, images)),
    ...idle.map(({ path }): Refusal => ({ file: path, reason: NONE_IS_HERE, lacksImages: true })),
  ];
  return { pairs, refused, unpaired, tables: withKnown, missing };
}
