import { isSystemFile } from "../../core/dataset/pairing/system-files.ts";
import { LabError } from "../../core/errors.ts";
import type { DroppedFile } from "../../workers/decode.protocol.ts";

/** More than any dataset of this kind contains; a folder with more was dropped by mistake. */
const MAX_FILES = 200_000;

/**
 * The files to import, sorted by path for a reproducible order, without the files that operating systems add
 * to folders. Other hidden files stay: the import reports why it does not use them. Throws a LabError if
 * there are more than 200 000.
 */
export function orderFiles(files: readonly DroppedFile[]): DroppedFile[] {
  if (files.length > MAX_FILES) {
    throw new LabError(
      `The drop holds ${files.length} files, more than ${MAX_FILES}. Drop the folder of one dataset instead.`,
    );
  }
  const meant = files.filter(({ path }) => !isSystemFile(path));
  return meant.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
