import type { FoundPair, PairsFound } from "./found-pair.ts";
import { caselessKey } from "./label-names.ts";
import { baseName, splitPath } from "./path-name.ts";

interface CellFolder {
  readonly images: string[];
  readonly masks: string[];
}

/** A single mask counts as a cell only where the folder carries the image's name; it may be a mask of all cells. */
function isOneCellAFile(folder: string, { images, masks }: CellFolder): boolean {
  if (images.length !== 1 || masks.length === 0) return false;
  const key = caselessKey(images[0]);
  if (masks.some((mask) => caselessKey(mask) === key)) return false;
  return masks.length > 1 || baseName(folder) === splitPath(images[0]).stem;
}

/**
 * Finds the layout of the 2018 Data Science Bowl: a folder with `images/` holding a single image and `masks/` holding
 * one file a cell, none of them named like the image.
 */
export function pairMaskFolders(files: readonly string[]): PairsFound {
  const folders = new Map<string, CellFolder>();
  for (const path of files) {
    const match = /^(.*?)(?:^|\/)(images|masks)\/[^/]+$/i.exec(path);
    if (!match) continue;
    const folder = folders.get(match[1]) ?? { images: [], masks: [] };
    folders.set(match[1], folder);
    if (match[2].toLowerCase() === "images") folder.images.push(path);
    else folder.masks.push(path);
  }
  const pairs: FoundPair[] = [];
  for (const [folder, found] of folders) {
    if (!isOneCellAFile(folder, found)) continue;
    const [image] = found.images;
    const { masks } = found;
    const count = masks.length === 1 ? "one mask file" : `${masks.length} mask files, one a cell`;
    pairs.push({
      image,
      truth: { kind: "masks", paths: masks },
      source: `${baseName(image)} with ${count}`,
      why: "folder of the 2018 Data Science Bowl",
    });
  }
  return { pairs, refused: [] };
}
