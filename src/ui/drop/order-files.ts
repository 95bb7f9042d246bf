import { isSystemFile } from "../../core/dataset/pairing/system-files.ts";
import { LabError } from "../../core/errors.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";

/** More than any dataset of this kind has; a folder with more was dropped by mistake. */
const MOST_FILES = 200_000;

/**
 * The files to import, without what operating systems leave in folders, sorted by path so that the same drop is
 * always read in the same order. Other hidden files stay: the import says why it does not use them. Throws a LabError when there are more than 200 000.
 */
export function orderFiles(files: readonly DroppedFile[]): DroppedFile[] {
  if (files.length > MOST_FILES) {
    throw new LabError(
      `The drop holds ${files.length} files, more than ${MOST_FILES}. Drop the folder of one dataset instead.`,
    );
  }
  const meant = files.filter(({ path }) => !isSystemFile(path));
  return meant.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
