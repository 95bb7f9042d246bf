import type { Part } from "../image-record.ts";
import { splitPath } from "./path-name.ts";

/** A zip counts as the folder that it was made of. */
const PART_FOLDER = /^(?:(train|training)|val|valid|validation|test)(?:\.zip)?$/i;

/** The side of the split that an image's innermost telling folder (`train`, `val`, `test`, ...) is named after. */
export function partOf(path: string): Part | null {
  const { folders } = splitPath(path);
  const telling = folders.findLast((folder) => PART_FOLDER.test(folder));
  if (telling === undefined) return null;
  return PART_FOLDER.exec(telling)?.[1] === undefined ? "validation" : "training";
}
