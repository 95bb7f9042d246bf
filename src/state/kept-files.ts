import type { DroppedFile } from "../workers/decode.protocol.ts";

/** Files of this visit that hold something without a partner, by path. */
const kept = new Map<string, DroppedFile>();

/** The file that a path leads to, itself or the archive that it lies in; null when it is none of these. */
export function holderOf(path: string, files: ReadonlyMap<string, DroppedFile>): DroppedFile | null {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    const file = files.get(path.slice(0, end));
    if (file) return file;
  }
  return null;
}

/** Remembers, of the files added, those that `paths` lead to, so that they can be read again. */
export function keepFiles(added: ReadonlyMap<string, DroppedFile>, paths: readonly string[]): void {
  for (const path of paths) {
    const holder = holderOf(path, added);
    if (holder) kept.set(holder.path, holder);
  }
}

/** The kept file that a path leads to; null when there is none. */
export function keptFile(path: string): DroppedFile | null {
  return holderOf(path, kept);
}

/** Forgets all kept files. */
export function forgetFiles(): void {
  kept.clear();
}
