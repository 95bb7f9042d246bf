import { type Folder, type FolderTree, FullError, StoreError, type WriteOptions } from "./folder.ts";
import { writeInPlace } from "./write-in-place.ts";

/** How often, and after how many ms each, a file is written that another tab is just writing. */
const ATTEMPTS = 50;
const WAIT = 20;

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  parts: readonly Uint8Array<ArrayBuffer>[],
  { inPlace = false }: WriteOptions,
): Promise<void> {
  if (inPlace && (await writeInPlace(folder, name, parts))) return;
  // The stream writes to a temporary file, which replaces the named file only on `close`.
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  try {
    for (const part of parts) await stream.write(part);
    await stream.close();
  } catch (error) {
    // The stream may already have failed and been aborted.
    await stream.abort().catch(() => {});
    throw error;
  }
}

/** Repeats `work` while the file that it writes is locked by another tab. */
async function onceUnlocked(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isNamed(error, "NoModificationAllowedError") || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT));
    }
  }
}

/**
 * A folder of the origin private file system, created if there is none.
 * @param path its name, after the names of the folders that contain it, separated by `/`
 */
async function directoryAt(path: string): Promise<FileSystemDirectoryHandle> {
  let directory = await navigator.storage.getDirectory();
  for (const name of path.split("/")) directory = await directory.getDirectoryHandle(name, { create: true });
  return directory;
}

/**
 * A folder of the origin private file system, named as for `directoryAt`; created again if the browser has
 * deleted it. Throws a StoreError if the browser gives the page no such file system.
 */
export async function openOpfsFolder(path: string): Promise<Folder> {
  const open = () => directoryAt(path);
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await open();
  } catch (error) {
    throw new StoreError(
      "This browser gives the page no storage for images (private windows often have none). Open the page in a normal window over https or on localhost.",
      { cause: error },
    );
  }

  async function remove(name: string): Promise<void> {
    try {
      await folder.removeEntry(name);
    } catch (error) {
      if (!isNamed(error, "NotFoundError")) {
        throw new StoreError("A file could not be deleted from the browser's storage.", { cause: error });
      }
    }
  }

  /**
   * Removes a file that was created before its content ran out of room; earlier content under its name stays. The
   * browser may still hold it for a moment.
   */
  async function removeEmpty(name: string): Promise<void> {
    try {
      const { size } = await (await folder.getFileHandle(name)).getFile();
      if (size === 0) await folder.removeEntry(name);
    } catch {
      // It is removed with the next write of this name.
    }
  }

  async function failed(name: string, error: unknown): Promise<StoreError> {
    if (!isNamed(error, "QuotaExceededError")) {
      return new StoreError(
        "A file could not be written to the browser's storage. Reload the page and try again.",
        { cause: error },
      );
    }
    await removeEmpty(name);
    return new FullError(
      "The storage that the browser gives this page is full. Remove images from the dataset or free disk space, then add the rest again.",
      { cause: error },
    );
  }

  return {
    async read(name) {
      try {
        return await (await folder.getFileHandle(name)).getFile();
      } catch (error) {
        if (isNamed(error, "NotFoundError")) return null;
        throw new StoreError("The browser's storage could not be read. Reload the page.", {
          cause: error,
        });
      }
    },
    async write(name, parts, options = {}) {
      const writeHere = () => onceUnlocked(() => writeFile(folder, name, parts, options));
      try {
        await writeHere().catch(async (error) => {
          if (!isNamed(error, "NotFoundError")) throw error;
          folder = await open();
          await writeHere();
        });
      } catch (error) {
        throw await failed(name, error);
      }
    },
    delete: remove,
    async names() {
      const names: string[] = [];
      try {
        for await (const name of folder.keys()) names.push(name);
      } catch (error) {
        if (!isNamed(error, "NotFoundError"))
          throw new StoreError("The browser's storage could not be read. Reload the page.", {
            cause: error,
          });
      }
      return names;
    },
  };
}

/** The folders in a folder of the origin private file system. Throws StoreErrors as `openOpfsFolder` does. */
export async function openOpfsTree(path: string): Promise<FolderTree> {
  const { names } = await openOpfsFolder(path);
  return {
    names,
    open: (name) => openOpfsFolder(`${path}/${name}`),
    async delete(name) {
      try {
        const directory = await directoryAt(path);
        await directory.removeEntry(name, { recursive: true });
      } catch (error) {
        if (isNamed(error, "NotFoundError")) return;
        throw new StoreError("A folder could not be deleted from the browser's storage.", { cause: error });
      }
    },
  };
}
