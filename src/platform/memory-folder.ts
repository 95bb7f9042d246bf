import { type Folder, FullError } from "./folder.ts";

/** Maximum number of bytes of images kept in memory if the browser's storage has no room. */
const MAX_BYTES = 2 ** 30;

/** Why files are kept in memory: the browser provides no storage, or it is full. */
export type MemoryReason = "absent" | "full";

/** Summary of the files in memory. */
export interface MemoryUse {
  readonly reason: MemoryReason;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Files in memory, by path, for all threads of the page. They are blobs, which the browser stores outside the
 * page's heap. `onChange` is called with the current use after each change.
 */
export class MemoryFiles {
  onChange: (use: MemoryUse | null) => void = () => {};
  readonly #files = new Map<string, Blob>();
  readonly #limit: number;
  #bytes = 0;
  #reason: MemoryReason = "full";

  constructor(limit = MAX_BYTES) {
    this.#limit = limit;
  }

  read(path: string): Blob | null {
    return this.#files.get(path) ?? null;
  }

  /** Throws a FullError if the limit would be exceeded. */
  write(path: string, file: Blob, reason: MemoryReason): void {
    const bytes = this.#bytes + file.size - (this.#files.get(path)?.size ?? 0);
    if (bytes > this.#limit) {
      throw new FullError(
        `The images that cannot be stored take all of the ${Math.round(this.#limit / 1e6)} MB of memory that are kept for them. Remove images from the dataset or free disk space, then add the rest again.`,
      );
    }
    this.#files.set(path, file);
    this.#bytes = bytes;
    this.#reason = reason;
    this.onChange(this.use());
  }

  delete(path: string): void {
    this.#bytes -= this.#files.get(path)?.size ?? 0;
    if (this.#files.delete(path)) this.onChange(this.use());
  }

  /** Paths with this prefix. */
  paths(start: string): readonly string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(start));
  }

  /** Current use, or null if there is none; empty files are markers and do not count. */
  use(): MemoryUse | null {
    const files = [...this.#files.values()].filter(({ size }) => size > 0).length;
    return files === 0 ? null : { reason: this.#reason, files, bytes: this.#bytes };
  }
}

/** Storage for files that do not fit into the browser's storage. */
export interface SpareFiles {
  read(path: string): Promise<Blob | null>;
  write(path: string, file: Blob, reason: MemoryReason): Promise<void>;
  delete(path: string): Promise<void>;
  paths(start: string): Promise<readonly string[]>;
}

/** A folder in the browser's storage, or in memory if `stored` is null or full. */
export function folderWithSpare(name: string, stored: Folder | null, spare: SpareFiles): Folder {
  const pathOf = (file: string) => `${name}/${file}`;
  return {
    async read(file) {
      const found = (await stored?.read(file)) ?? null;
      // A full storage may have left an empty file of that name.
      return found?.size ? found : ((await spare.read(pathOf(file))) ?? found);
    },
    async write(file, parts, options) {
      try {
        if (stored) return await stored.write(file, parts, options);
      } catch (error) {
        if (!(error instanceof FullError)) throw error;
      }
      await spare.write(pathOf(file), new Blob([...parts]), stored ? "full" : "absent");
    },
    async delete(file) {
      await stored?.delete(file);
      await spare.delete(pathOf(file));
    },
    async names() {
      const kept = (await spare.paths(pathOf(""))).map((path) => path.slice(name.length + 1));
      return [...new Set([...((await stored?.names()) ?? []), ...kept])];
    },
  };
}
