import { openAsBlob } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { Refusal } from "../src/core/dataset/image-record.ts";
import type { AddedFile } from "../src/io/read/gather-files.ts";

/** The files behind the paths of a command line. */
export interface FoundFiles {
  /** As if all had been dropped onto the page together. */
  readonly files: readonly AddedFile[];
  /** Paths without anything to read. */
  readonly refused: readonly Refusal[];
}

const NOTHING_THERE = "There is no file or folder of this name.";
const NOT_READABLE = "It cannot be read. Check its permissions.";

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const below = await Promise.all(
    entries.map((entry) => {
      const inner = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(inner);
      return entry.isFile() ? [inner] : [];
    }),
  );
  return below.flat();
}

/** The innermost folder that contains all paths; for a single path its parent folder. */
function folderAround(paths: readonly string[]): string {
  let common = dirname(paths[0]);
  const isOutside = (path: string) => relative(common, path).split(sep)[0] === "..";
  while (paths.some(isOutside) && dirname(common) !== common) {
    common = dirname(common);
  }
  return common;
}

/** A file on the disk, and its name as if it had been dropped onto the page. */
interface FoundPath {
  readonly name: string;
  readonly place: string;
}

/**
 * Finds the files behind paths: files, and all files in folders and their subfolders. Their names start at
 * the innermost common folder of all paths: the name of a folder then counts as in a drop, and files of the
 * same name from two folders remain distinct. A file reached by several paths is taken once.
 *
 * @param paths Absolute, at least one.
 */
export async function findPaths(
  paths: readonly string[],
): Promise<{ readonly files: readonly FoundPath[]; readonly refused: readonly Refusal[] }> {
  const found = new Set<string>();
  const refused: Refusal[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (!info) refused.push({ file: path, reason: NOTHING_THERE });
    else if (!info.isDirectory()) found.add(path);
    else {
      const below = await filesBelow(path).catch(() => null);
      if (!below) refused.push({ file: path, reason: NOT_READABLE });
      for (const file of below ?? []) found.add(file);
    }
  }
  const root = folderAround(paths);
  const files = [...found].map((place) => ({
    name: relative(root, place).split(sep).join("/"),
    place,
  }));
  return { files, refused };
}

/** The files that `findPaths` finds, opened. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found = await findPaths(paths);
  const refused = [...found.refused];
  const files: AddedFile[] = [];
  for (const { name, place } of found.files) {
    const blob = await openAsBlob(place).catch(() => null);
    if (blob) files.push({ path: name, blob });
    else refused.push({ file: place, reason: NOT_READABLE });
  }
  return { files, refused };
}
