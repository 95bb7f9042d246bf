import { type BuiltFile, fetchBuilt, isContent } from "./host-file.ts";

/** A build of the page. */
export interface BuiltPage {
  readonly version: string;
  /** By their paths from the folder of the page. */
  readonly files: Readonly<Record<string, BuiltFile>>;
  /** Sent with every file. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The path of the page itself, which hosts serve at the address of its folder. */
export const PAGE = "index.html";

/**
 * The files of a build, kept in the browser's cache storage. Every file is compared with the build whenever it is
 * fetched, stored or used, so that files of different builds are never mixed.
 *
 * @param folder Address of the folder of the page, with "/" at its end.
 */
export class StoredFiles {
  readonly #page: BuiltPage;
  readonly #folder: string;
  readonly #prefix: string;
  readonly #name: string;

  constructor(page: BuiltPage, folder: string) {
    this.#page = page;
    this.#folder = folder;
    // Pages in several folders of an origin share its storage.
    this.#prefix = `direction-lab ${folder} `;
    this.#name = `${this.#prefix}${page.version}`;
  }

  /**
   * A file of this build with its type and the headers of the page, from the storage or else from the host. Throws a
   * HostError if neither has it.
   */
  async response(path: string): Promise<Response> {
    const own = await this.#storedIn(this.#name, path);
    if (own) return this.#responseOf(path, own);
    const bytes = await this.#found(path);
    await this.#keep(path, bytes);
    return this.#responseOf(path, bytes);
  }

  /**
   * Stores all files. Returns false if the browser refuses to store them; nothing is stored then. Throws a HostError if
   * the host does not deliver one of them; those that were stored remain, for the next attempt.
   */
  async storeAll(): Promise<boolean> {
    for (const path of Object.keys(this.#page.files)) {
      if (await this.#storedIn(this.#name, path)) continue;
      if (await this.#keep(path, await this.#found(path))) continue;
      await this.#remove(this.#name);
      return false;
    }
    return true;
  }

  /** Whether all files are stored. */
  async isComplete(): Promise<boolean> {
    try {
      const stored = (await (await caches.open(this.#name)).keys()).map(({ url }) => url);
      return Object.keys(this.#page.files).every((path) => stored.includes(this.#addressOf(path)));
    } catch {
      return false;
    }
  }

  /** A file that this build does not have, of the build before; null if that has none either. */
  async olderResponse(address: string): Promise<Response | null> {
    for (const name of await this.#otherNames()) {
      const found = await (await caches.open(name)).match(address);
      if (found) return found;
    }
    return null;
  }

  /** Removes all builds but this one and the one before, which other tabs may still show. */
  async removeOlder(): Promise<void> {
    for (const name of (await this.#otherNames()).slice(0, -1)) await this.#remove(name);
  }

  #addressOf(path: string): string {
    // Many hosts redirect the name of the page to its folder.
    return path === PAGE ? this.#folder : `${this.#folder}${path}`;
  }

  #responseOf(path: string, bytes: ArrayBuffer): Response {
    const { headers, files } = this.#page;
    return new Response(bytes, { headers: { ...headers, "Content-Type": files[path].type } });
  }

  /** The content of a file of this build, from another build or from the host. */
  async #found(path: string): Promise<ArrayBuffer> {
    for (const name of await this.#otherNames()) {
      const stored = await this.#storedIn(name, path);
      if (stored) return stored;
    }
    return fetchBuilt(this.#addressOf(path), path, this.#page.files[path]);
  }

  /** Null if it is not there, or has other content. */
  async #storedIn(name: string, path: string): Promise<ArrayBuffer | null> {
    try {
      const found = await (await caches.open(name)).match(this.#addressOf(path));
      const bytes = (await found?.arrayBuffer()) ?? null;
      return bytes && (await isContent(bytes, this.#page.files[path])) ? bytes : null;
    } catch {
      // Without storage every file comes from the host.
      return null;
    }
  }

  /** Stores a file; false if the browser refuses. */
  async #keep(path: string, bytes: ArrayBuffer): Promise<boolean> {
    try {
      await (await caches.open(this.#name)).put(this.#addressOf(path), this.#responseOf(path, bytes));
      return true;
    } catch {
      return false;
    }
  }

  /** Names of the storages of other builds, oldest first. */
  async #otherNames(): Promise<string[]> {
    try {
      return (await caches.keys()).filter((name) => name.startsWith(this.#prefix) && name !== this.#name);
    } catch {
      return [];
    }
  }

  async #remove(name: string): Promise<void> {
    await caches.delete(name).catch(() => {});
  }
}
