import type { ManualPair } from "./found-pair.ts";
import { byText, splitPath } from "./path-name.ts";

/** Files that may be images and their labels: the names match, but do not tell which file is which. */
export type PairedFiles = readonly ManualPair[];

/** Largest number of folders that are compared with each other; larger imports have a different layout. */
const MAX_FOLDERS = 20;

/** Files of one folder by their stems. */
type Stems = ReadonlyMap<string, string>;

function stemsByFolder(files: readonly string[]): Stems[] {
  const folders = new Map<string, Map<string, string>>();
  for (const path of [...files].sort(byText)) {
    const { folders: names, stem } = splitPath(path);
    const folder = names.join("/");
    const stems = folders.get(folder) ?? new Map<string, string>();
    folders.set(folder, stems.set(stem, path));
  }
  return [...folders.values()];
}

/** The text before and after `stem` in those of `others` that contain it. */
function affixesAround(stem: string, others: Stems): [before: string, behind: string][] {
  return [...others.keys()].flatMap((other): [string, string][] => {
    const start = other.indexOf(stem);
    return start < 0 ? [] : [[other.slice(0, start), other.slice(start + stem.length)]];
  });
}

/** Number of prefix and suffix pairs tried; few names contain the shortest one by chance. */
const MAX_AFFIXES = 50;

/**
 * Pairs of files whose names differ by a common prefix and suffix; the largest set over all prefixes and
 * suffixes.
 */
function pairsOf(some: Stems, others: Stems): ManualPair[] {
  const shortest = [...some.keys()].reduce((a, b) => (b.length < a.length ? b : a));
  let most: ManualPair[] = [];
  for (const [before, behind] of affixesAround(shortest, others).slice(0, MAX_AFFIXES)) {
    if (some === others && before + behind === "") continue;
    const pairs = [...some].flatMap(([stem, image]): ManualPair[] => {
      const labels = others.get(before + stem + behind);
      return labels === undefined ? [] : [{ image, labels }];
    });
    if (pairs.length > most.length) most = pairs;
  }
  return most;
}

const filesOf = (pairs: PairedFiles) => new Set(pairs.flatMap(({ image, labels }) => [image, labels]));

/**
 * Two folders with equally many files, each file with a partner, or the two halves of one folder. Null if
 * there are none.
 */
function candidatesOf(some: Stems, others: Stems): PairedFiles | null {
  if (some !== others && some.size !== others.size) return null;
  const pairs = pairsOf(some, others);
  const all = some === others ? some.size : some.size + others.size;
  return filesOf(pairs).size === all && all === 2 * pairs.length ? pairs : null;
}

/**
 * Finds sets of files that may be images and their labels: two folders with equally many files of the same
 * names, or of names that differ by a common prefix or suffix, or two such halves of one folder. A file is in
 * at most one set.
 *
 * @param files Paths of files without a partner.
 */
export function findOffers(files: readonly string[]): PairedFiles[] {
  const folders = stemsByFolder(files);
  if (folders.length > MAX_FOLDERS) return [];
  const offers: PairedFiles[] = [];
  const used = new Set<string>();
  for (const [index, some] of folders.entries()) {
    for (const others of folders.slice(index)) {
      const pairs = candidatesOf(some, others) ?? candidatesOf(others, some);
      if (!pairs || [...filesOf(pairs)].some((file) => used.has(file))) continue;
      offers.push(pairs);
      for (const file of filesOf(pairs)) used.add(file);
    }
  }
  return offers;
}

/** The offer as a question to a person, with the first pair as an example. */
export function describeOffer(pairs: PairedFiles): string {
  const [{ image, labels }] = pairs;
  const example = [labels, image].map((path) => path.split("/").slice(-2).join("/"));
  if (pairs.length === 1) return `${example[0]} looks like the labels of ${example[1]}. Pair them?`;
  return `These ${pairs.length} files look like labels of those ${pairs.length} images: pair them? The first is ${example.join(" for ")}.`;
}
