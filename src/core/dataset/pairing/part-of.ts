import type { Part } from "../image-record.ts";
import { splitPath } from "./path-name.ts";

/** A zip counts as the folder that it was made from. */
const PART_FOLDER = /^(?:(train|training)|val|valid|validation|test)(?:\.zip)?$/i;

/**
 * The side of the split named by the innermost folder called `train`, `val`, `test` or similar; null if there
 * is none.
 */
export function partOf(path: string): Part | null {
  const { folders } = splitPath(path);
  const partFolder = folders.findLast((folder) => PART_FOLDER.test(folder));
  if (partFolder === undefined) return null;
  return PART_FOLDER.exec(partFolder)?.[1] === undefined ? "validation" : "training";
}
