import type { DroppedFile } from "../workers/decode.protocol.ts";

/** Files of this visit with content that lacks a partner, by path. */
const kept = new Map<string, DroppedFile>();

/** The file that a path refers to: itself or the archive that contains it; null if there is none. */
export function holderOf(path: string, files: ReadonlyMap<string, DroppedFile>): DroppedFile | null {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    const file = files.get(path.slice(0, end));
    if (file) return file;
  }
  return null;
}

/** Keeps the added files that `paths` refer to, for reading them again. */
export function keepFiles(added: ReadonlyMap<string, DroppedFile>, paths: readonly string[]): void {
  for (const path of paths) {
    const holder = holderOf(path, added);
    if (holder) kept.set(holder.path, holder);
  }
}

/** The kept file that a path refers to; null if there is none. */
export function keptFile(path: string): DroppedFile | null {
  return holderOf(path, kept);
}

/** Releases all kept files. */
export function forgetFiles(): void {
  kept.clear();
}
