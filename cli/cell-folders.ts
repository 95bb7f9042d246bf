import { partOf } from "../src/core/dataset/pairing/part-of.ts";

/** A folder `NAME/masks` that may contain one file per cell of one image. */
export interface CellFolder {
  /** Path of NAME. */
  readonly folder: string;
  readonly masks: readonly string[];
}

/**
 * Folders with the layout of the 2018 Data Science Bowl, but without images: two or more sibling
 * `NAME/masks`, each named after an image and not after a side of the split. Only the files show whether each
 * is a single cell.
 */
export function cellFolders(paths: readonly string[]): CellFolder[] {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const parts = path.split("/");
    if (parts.length < 3 || parts.at(-2)?.toLowerCase() !== "masks") continue;
    const folder = parts.slice(0, -2).join("/");
    if (partOf(`${parts.at(-3)}/x`) !== null) continue;
    const masks = folders.get(folder);
    if (masks) masks.push(path);
    else folders.set(folder, [path]);
  }
  const around = (folder: string) => folder.slice(0, folder.lastIndexOf("/") + 1);
  const siblings = new Map<string, number>();
  for (const folder of folders.keys()) siblings.set(around(folder), (siblings.get(around(folder)) ?? 0) + 1);
  return [...folders].flatMap(([folder, masks]) =>
    (siblings.get(around(folder)) ?? 0) > 1 ? [{ folder, masks }] : [],
  );
}
