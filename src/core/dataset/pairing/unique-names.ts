import { foldName } from "./fold-name.ts";
import { isImageFolder } from "./label-names.ts";
import { baseName, splitPath } from "./path-name.ts";

/**
 * The last part of a name, preceded by the given number of folders around the path; folders like `images` do
 * not count.
 */
function named(path: string, folders: number, last: string): string {
  const distinctive = splitPath(path).folders.filter((folder) => !isImageFolder(folder));
  return [...distinctive.slice(Math.max(0, distinctive.length - folders)), last].join("/");
}

/**
 * The file name without extension, preceded by the given number of folders; folders like `images` do not
 * count.
 */
export function nameWith(path: string, folders: number): string {
  return named(path, folders, splitPath(path).stem);
}

/** The end of a path, with the given number of folders. */
function ending(path: string, folders: number): string {
  return path
    .split("/")
    .slice(-1 - folders)
    .join("/");
}

/** Number of names that are equal under `foldName`. */
function foldedCounts(names: Iterable<string>): (name: string) => number {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(foldName(name), (counts.get(foldName(name)) ?? 0) + 1);
  return (name) => counts.get(foldName(name)) ?? 0;
}

/** Extension of exported masks. */
const MASK = ".png";

/**
 * A short unique name for each path, also unique under `foldName`: the file name without extension (with it
 * if files of one folder differ in nothing else, or if it is the file name of another one, as that of `a.png.png` beside
 * `a.png`), with as many folders as are needed to distinguish it (`a/cell`, `b/cell`), and a number if nothing else
 * helps. Neither a name nor the file name of its mask is the file name of another path.
 */
export function uniqueNames(paths: readonly string[]): string[] {
  const deepest = paths.reduce((most, path) => Math.max(most, splitPath(path).folders.length), 0);
  const longest = paths.map((path) => nameWith(path, deepest));
  const depths = new Map(longest.map((name) => [name, 0]));
  for (let folders = 1; folders <= deepest; folders++) {
    const count = foldedCounts(Array.from(depths, ([name, depth]) => ending(name, depth)));
    for (const [name, depth] of depths) if (count(ending(name, depth)) > 1) depths.set(name, folders);
  }
  const count = foldedCounts(longest);
  const depthOf = (index: number) => depths.get(longest[index]) ?? 0;
  const files = paths.map((path, index) => named(path, depthOf(index), baseName(path)));
  const bases = new Set(paths.map((path) => foldName(baseName(path))));
  const names = paths.map((path, index) => {
    const { stem } = splitPath(path);
    // The stem of a name without extension is its own file name.
    const isOther = stem !== baseName(path) && bases.has(foldName(stem));
    return count(longest[index]) > 1 || isOther ? files[index] : named(path, depthOf(index), stem);
  });
  const owners = new Map(files.map((file, index) => [foldName(file), index]));
  const taken = new Set([...files, ...names].map(foldName));
  const unmistakable = names.map((name, index) => {
    const owner = owners.get(foldName(name + MASK)) ?? index;
    return owner === index ? name : freeName(name, taken);
  });
  return distinctNames(unmistakable);
}

/**
 * Names made unique under `foldName`: the first of equal names is kept, the others get a number that yields
 * none of the given names.
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names.map(foldName));
  const first = new Set<string>();
  return names.map((name) => {
    const key = foldName(name);
    if (!first.has(key)) {
      first.add(key);
      return name;
    }
    const free = freeName(name, taken);
    taken.add(foldName(free));
    return free;
  });
}

/** `name`, or `name (2)`, `name (3)`, ... when it is taken. @param taken names as `foldName` gives them */
export function freeName(name: string, taken: { has(key: string): boolean }): string {
  if (!taken.has(foldName(name))) return name;
  const before = name.trimEnd();
  let number = 2;
  while (taken.has(foldName(`${before} (${number})`))) number += 1;
  return `${before} (${number})`;
}
