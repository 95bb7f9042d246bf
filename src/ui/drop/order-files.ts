import { LabError } from "../../core/errors.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";

/** More than any dataset of this kind has; a folder with more was dropped by mistake. */
const MOST_FILES = 200_000;

const SYSTEM_NAMES = new Set(["__MACOSX", "Thumbs.db", "desktop.ini"]);

/** Whether a path is a hidden file, lies in a hidden folder, or is what an operating system leaves behind. */
export function isHidden(path: string): boolean {
  return path.split("/").some((part) => part.startsWith(".") || SYSTEM_NAMES.has(part));
}

/**
 * The files to import: hidden ones left out, sorted by path so that the same drop is always read in the same
 * order. Throws a LabError when there are more than 200 000.
 */
export function orderFiles(files: readonly DroppedFile[]): DroppedFile[] {
  if (files.length > MOST_FILES) {
    throw new LabError(
      `The drop holds ${files.length} files, more than ${MOST_FILES}. Drop the folder of one dataset instead.`,
    );
  }
  const seen = files.filter(({ path }) => !isHidden(path));
  return seen.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
