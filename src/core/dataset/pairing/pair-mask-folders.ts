import { foldName } from "./fold-name.ts";
import type { FoundPair, PairsFound } from "./found-pair.ts";
import { caselessKey, looseKey } from "./label-names.ts";
import { baseName, splitPath } from "./path-name.ts";

interface CellFolder {
  readonly images: string[];
  readonly masks: string[];
}

/**
 * Whether each mask is one cell. In a folder with the image's name, every mask is a cell unless one has the
 * image's name too. In other folders, several masks are cells only if none has the image's number: `mask_7`
 * of `img_7` may contain all cells.
 */
function isOneCellAFile(folder: string, { images, masks }: CellFolder): boolean {
  if (images.length !== 1 || masks.length === 0) return false;
  const [image] = images;
  const hasSameKey = (keyOf: (path: string) => string) => masks.some((mask) => keyOf(mask) === keyOf(image));
  const isNamedLikeFile = masks.some((mask) => foldName(splitPath(mask).stem) === foldName(baseName(image)));
  if (isNamedLikeFile || hasSameKey(caselessKey)) return false;
  return baseName(folder) === splitPath(image).stem || (masks.length > 1 && !hasSameKey(looseKey));
}

/**
 * Finds the layout of the 2018 Data Science Bowl: a folder with a single image in `images/` and one file per
 * cell in `masks/`, none of them named like the image.
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
    const count = masks.length === 1 ? "one mask file" : `${masks.length} mask files, one per cell`;
    pairs.push({
      image,
      truth: { kind: "masks", paths: masks },
      source: `${baseName(image)} with ${count}`,
      why: "folder of the 2018 Data Science Bowl",
    });
  }
  return { pairs, refused: [] };
}
