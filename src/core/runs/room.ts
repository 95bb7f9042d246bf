/** What a file of a run contains; files of other kinds are never deleted to make room. */
export type RunFileKind = "checkpoint" | "weights" | "other";

/** A file of a run in the store. */
export interface RunFile {
  readonly name: string;
  readonly bytes: number;
}

/** A run with its files, as far as making room depends on it. */
export interface StoredFiles {
  readonly id: string;
  readonly startedAt: number;
  /** Whether its files must stay: pinned, in training, damaged, or of a newer version. */
  readonly isKept: boolean;
  readonly files: readonly RunFile[];
}

/** The kind of a file of a run, by its name. */
export function runFileKind(name: string): RunFileKind {
  if (name.startsWith("checkpoint")) return "checkpoint";
  return name.startsWith("weights-") ? "weights" : "other";
}

/** Bytes of all files. */
export function bytesOf(files: readonly RunFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** In the order in which the files of one run are deleted. */
const DELETED: readonly RunFileKind[] = ["checkpoint", "weights"];

/** Files to delete from a run. */
export interface Deletion {
  readonly id: string;
  readonly names: readonly string[];
}

/**
 * Files to delete for all runs together to take at most `limit` bytes after `added` bytes more: checkpoints and
 * weights of the oldest runs first, the checkpoint of a run before its weights. Descriptions, images and curves stay.
 */
export function filesToDelete(
  runs: readonly StoredFiles[],
  limit: number,
  added: number,
): readonly Deletion[] {
  let excess = added - limit + runs.reduce((sum, { files }) => sum + bytesOf(files), 0);
  const deletions: Deletion[] = [];
  for (const { id, files, isKept } of [...runs].sort((a, b) => a.startedAt - b.startedAt)) {
    if (isKept) continue;
    const names: string[] = [];
    for (const kind of DELETED) {
      if (excess <= 0) break;
      const some = files.filter(({ name }) => runFileKind(name) === kind);
      names.push(...some.map(({ name }) => name));
      excess -= bytesOf(some);
    }
    if (names.length > 0) deletions.push({ id, names });
  }
  return deletions;
}
