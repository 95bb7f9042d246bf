import { isImageFolder } from "./label-names.ts";
import { baseName, splitPath } from "./path-name.ts";

/** The last part of a name, with as many of the folders around a path as asked for; those like `images` do not count. */
function named(path: string, folders: number, last: string): string {
  const telling = splitPath(path).folders.filter((folder) => !isImageFolder(folder));
  return [...telling.slice(Math.max(0, telling.length - folders)), last].join("/");
}

/** The file name without extension, with as many of the folders around it as asked for; `images` does not count. */
export function nameWith(path: string, folders: number): string {
  return named(path, folders, splitPath(path).stem);
}

/** The end of a path, with some of the folders before it. */
function ending(path: string, folders: number): string {
  return path
    .split("/")
    .slice(-1 - folders)
    .join("/");
}

/** Tells names of which there is another that some disk takes for the same: in other case or Unicode form. */
function alikeIn(names: readonly string[]): (name: string) => boolean {
  const plain = (name: string) => name.normalize("NFC").toLowerCase();
  const counts = new Map<string, number>();
  for (const name of names) counts.set(plain(name), (counts.get(plain(name)) ?? 0) + 1);
  return (name) => (counts.get(plain(name)) ?? 0) > 1;
}

/**
 * A short name for each path, all different: the file name without extension (with it where files of one folder differ in
 * nothing else), with as many folders before it as tell it apart (`a/cell`, `b/cell`), and a number where nothing helps.
 */
export function uniqueNames(paths: readonly string[]): string[] {
  const deepest = Math.max(0, ...paths.map((path) => splitPath(path).folders.length));
  const longest = paths.map((path) => nameWith(path, deepest));
  const depths = new Map(longest.map((name) => [name, 0]));
  for (let folders = 1; folders <= deepest; folders++) {
    const isAlike = alikeIn([...depths].map(([name, depth]) => ending(name, depth)));
    for (const [name, depth] of depths) if (isAlike(ending(name, depth))) depths.set(name, folders);
  }
  const counts = new Map<string, number>();
  for (const name of longest) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return paths.map((path, index) => {
    const name = longest[index];
    const last = (counts.get(name) ?? 0) > 1 ? baseName(path) : splitPath(path).stem;
    const free = freeName(named(path, depths.get(name) ?? 0, last), taken);
    taken.add(free);
    return free;
  });
}

/** `name`, or `name (2)`, `name (3)`, ... when it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number += 1;
  return `${name} (${number})`;
}
