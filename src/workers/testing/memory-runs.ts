import { type Folder, type FolderTree, FullError } from "../../platform/folder.ts";
import type { RunLocks } from "../../platform/run-locks.ts";

/** The page or the browser ended. */
export class Killed extends Error {}

/** Folders in memory that behave like the browser's: a file is written completely or not at all. */
export class MemoryTree implements FolderTree {
  readonly folders = new Map<string, Map<string, File>>();
  /** Maximum number of bytes of all files. */
  room = Number.POSITIVE_INFINITY;
  /** Number of further changes before everything ends. */
  changes = Number.POSITIVE_INFINITY;

  async names() {
    return [...this.folders.keys()];
  }

  async open(id: string): Promise<Folder> {
    if (!this.folders.has(id)) this.folders.set(id, new Map());
    const files = () => this.folders.get(id) ?? new Map<string, File>();
    return {
      read: async (name) => files().get(name) ?? null,
      write: async (name, parts) => {
        this.#change();
        const file = new File([...parts], name, { lastModified: Date.now() });
        if (this.bytes - (files().get(name)?.size ?? 0) + file.size > this.room) throw new FullError("full");
        files().set(name, file);
      },
      delete: async (name) => {
        this.#change();
        files().delete(name);
      },
      names: async () => [...files().keys()],
    };
  }

  async delete(id: string) {
    this.#change();
    this.folders.delete(id);
  }

  get bytes(): number {
    const all = [...this.folders.values()].flatMap((files) => [...files.values()]);
    return all.reduce((sum, { size }) => sum + size, 0);
  }

  #change(): void {
    this.changes -= 1;
    if (this.changes < 0) throw new Killed();
  }
}

/** Locks among the stores of one test. */
export class MemoryLocks implements RunLocks {
  readonly #queues = new Map<string, Promise<unknown>>();
  #training = new Set<string>();

  whileWriting<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#queues.get(id) ?? Promise.resolve()).then(work);
    this.#queues.set(
      id,
      result.catch(() => {}),
    );
    return result;
  }

  async beginTraining(id: string) {
    if (this.#training.has(id)) return null;
    this.#training.add(id);
    return () => void this.#training.delete(id);
  }

  async whileIdle(id: string, work: () => Promise<void>) {
    const release = await this.beginTraining(id);
    if (release) await work().finally(release);
    return release !== null;
  }

  async inTraining() {
    return new Set(this.#training);
  }

  /** The threads that trained have ended. */
  releaseAll(): void {
    this.#training = new Set();
  }
}
