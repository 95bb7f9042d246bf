import { splitPath } from "./path-name.ts";

/** The file name without extension, with as many of the folders around it as asked for; `images` does not count. */
export function nameWith(path: string, folders: number): string {
  const { folders: all, stem } = splitPath(path);
  const telling = all.filter((folder) => !/^(images?|imgs?)$/i.test(folder));
  return [...telling.slice(Math.max(0, telling.length - folders)), stem].join("/");
}

/**
 * A short name for each path, all different: the file name without extension, with as many folders before it as
 * tell it apart (`a/cell`, `b/cell`), and a number where even those are equal.
 */
export function uniqueNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => nameWith(path, 0));
  const deepest = Math.max(0, ...paths.map((path) => splitPath(path).folders.length));
  for (let folders = 1; folders <= deepest; folders++) {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    paths.forEach((path, index) => {
      if ((counts.get(names[index]) ?? 0) > 1) names[index] = nameWith(path, folders);
    });
  }
  const taken = new Set<string>();
  return names.map((name) => {
    const free = freeName(name, taken);
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
