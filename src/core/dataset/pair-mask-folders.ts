import type { FoundPair, PairsFound } from "./found-pair.ts";
import { exactKey } from "./label-names.ts";
import { baseName } from "./path-name.ts";

interface CellFolder {
  readonly images: string[];
  readonly masks: string[];
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
  for (const { images, masks } of folders.values()) {
    const [image] = images;
    if (images.length !== 1 || masks.length === 0) continue;
    const key = exactKey(image).toLowerCase();
    if (masks.some((mask) => exactKey(mask).toLowerCase() === key)) continue;
    const count = masks.length === 1 ? "one mask file" : `${masks.length} mask files, one a cell`;
    pairs.push({
      image,
      truth: { kind: "masks", paths: masks },
      source: `${baseName(image)} with ${count}`,
    });
  }
  return { pairs, refused: [] };
}
