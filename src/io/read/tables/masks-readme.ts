import { MASKS_README, README_TITLE } from "../../../core/dataset/pairing/image-list.ts";
import { baseName } from "../../../core/dataset/pairing/path-name.ts";

/**
 * Whether a file is the text that explains exported masks, by its name and first line: it describes the files
 * beside it and holds no data.
 */
export function isMasksReadme(path: string, head: Uint8Array): boolean {
  if (baseName(path) !== MASKS_README) return false;
  return new TextDecoder().decode(head.subarray(0, README_TITLE.length)) === README_TITLE;
}
