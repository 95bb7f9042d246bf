import type { ImageRecord } from "../core/dataset/image-record.ts";
import { byText } from "../core/dataset/path-name.ts";
import type { StoredImage } from "../core/dataset/stored-image.ts";
import { freeName } from "../core/dataset/unique-names.ts";
import { LabError } from "../core/errors.ts";
import { type ImageFile, imageFileParts, readImageFile, readImageRecord } from "./image-file.ts";

const IMAGES = "images";
/** An empty file here means that the image of that name is taken out. */
const REMOVED = "removed";
/** An empty file here means that the image of that name is in the dataset but not trained on. */
const EXCLUDED = "excluded";

/** The browser's own storage failed. The message says what to do. */
export class StoreError extends LabError {
  override name = "StoreError";
}

/** What came of bringing images back. */
export interface Restored {
  readonly records: readonly ImageRecord[];
  /** How many are no longer in the storage. */
  readonly lost: number;
}

/** The failure to tell when some images could not be brought back. */
export function lostImages(lost: number): StoreError {
  const which = lost === 1 ? "One image" : `${lost} images`;
  return new StoreError(
    `${which} could not be brought back, since the browser's storage no longer holds ${lost === 1 ? "it. Add its" : "them. Add their"} files again.`,
  );
}

/** The images of the dataset, kept by the browser across visits. Several workers may read at once; one writes. */
export interface ImageStore {
  /** Records of all images that are not taken out, by name. Torn files are passed over. */
  list(): Promise<readonly ImageRecord[]>;
  /** One image with its pixels. Throws a StoreError when it is not there. */
  read(id: string): Promise<ImageFile>;
  /**
   * Keeps an image, under a name of its own; one that is there already is left as it is, and brought back when it
   * was taken out. An image with labels takes the place of its picture without, never the other way round. Returns the
   * record as stored. Throws a StoreError when the storage is full.
   */
  write(image: StoredImage): Promise<ImageRecord>;
  /** Takes images out; `restore` brings them back until `purgeRemoved`. */
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<Restored>;
  /** Images that are kept but shall not be trained on. Some may be taken out. */
  listExcluded(): Promise<readonly string[]>;
  setExcluded(ids: readonly string[], excluded: boolean): Promise<void>;
  /** Deletes for good what was taken out, and torn files. */
  purgeRemoved(): Promise<void>;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

async function openFolders() {
  try {
    const root = await navigator.storage.getDirectory();
    return {
      images: await root.getDirectoryHandle(IMAGES, { create: true }),
      removed: await root.getDirectoryHandle(REMOVED, { create: true }),
      excluded: await root.getDirectoryHandle(EXCLUDED, { create: true }),
    };
  } catch (error) {
    throw new StoreError(
      "This browser gives the page no storage for images (private windows often have none). Open the page in a normal window over https or on localhost.",
      { cause: error },
    );
  }
}

async function fileOf(folder: FileSystemDirectoryHandle, name: string): Promise<File | null> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (isNamed(error, "NotFoundError")) return null;
    throw new StoreError("The browser's storage could not be read. Load the page anew.", { cause: error });
  }
}

function writeFailure(error: unknown): StoreError {
  return new StoreError(
    isNamed(error, "QuotaExceededError")
      ? "The storage that the browser gives this page is full. Remove images from the dataset or free disk space, then add the rest again."
      : "The image could not be written to the browser's storage. Load the page anew and try again.",
    { cause: error },
  );
}

async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  parts: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  try {
    // The stream fills a file of its own, which takes the name's place only when it is closed.
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    for (const part of parts) await stream.write(part);
    await stream.close();
  } catch (error) {
    throw writeFailure(error);
  }
}

/** Leaves an empty file, which says something of the image of that name. */
async function markFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.getFileHandle(name, { create: true });
  } catch (error) {
    throw writeFailure(error);
  }
}

async function deleteFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (error) {
    if (!isNamed(error, "NotFoundError")) {
      throw new StoreError("An image could not be deleted from the browser's storage.", { cause: error });
    }
  }
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/** Opens the store in this browser's private file system. Throws a StoreError where there is none. */
export async function openImageStore(): Promise<ImageStore> {
  const { images, removed, excluded } = await openFolders();

  async function recordOf(id: string): Promise<ImageRecord | null> {
    const file = await fileOf(images, id);
    return file && readImageRecord(file);
  }

  async function list(): Promise<readonly ImageRecord[]> {
    const gone = new Set(await namesIn(removed));
    const ids = (await namesIn(images)).filter((id) => !gone.has(id));
    const records = await Promise.all(ids.map(recordOf));
    return records.filter((record) => record !== null).sort((a, b) => byText(a.name, b.name));
  }

  /** Images in the dataset by id, read once: only this worker writes. */
  let known: Map<string, ImageRecord> | null = null;

  async function knownImages(): Promise<Map<string, ImageRecord>> {
    known ??= new Map((await list()).map((record) => [record.id, record]));
    return known;
  }

  async function nameFor({ record, longName }: StoredImage): Promise<string> {
    const taken = new Set([...(await knownImages()).values()].map(({ name }) => name));
    return taken.has(record.name) ? freeName(longName, taken) : record.name;
  }

  /** What is stored for an image already: itself, or its picture with labels where it has none. */
  async function storedFor({ record: { id, labelled } }: StoredImage): Promise<ImageRecord | null> {
    const own = await recordOf(id);
    if (own || labelled) return own;
    const all = [...(await knownImages()).values()];
    return all.find((record) => record.labelled && record.pictureId === id) ?? null;
  }

  /** Deletes the picture that was stored without labels before those of `record` came. */
  async function forgetBare({ id, pictureId }: ImageRecord): Promise<void> {
    if (pictureId === null || pictureId === id) return;
    await deleteFile(images, pictureId);
    await deleteFile(removed, pictureId);
    await deleteFile(excluded, pictureId);
    (await knownImages()).delete(pictureId);
  }

  return {
    list,
    async read(id) {
      const file = await fileOf(images, id);
      const image = file && (await readImageFile(file));
      if (image) return image;
      throw new StoreError("An image is no longer in the browser's storage. Add its files again.");
    },
    async write(image) {
      const stored = await storedFor(image);
      if (stored) {
        await deleteFile(removed, stored.id);
        (await knownImages()).set(stored.id, stored);
        return stored;
      }
      await forgetBare(image.record);
      const record = { ...image.record, name: await nameFor(image) };
      await writeFile(images, record.id, imageFileParts({ ...image, record }));
      await deleteFile(removed, record.id);
      (await knownImages()).set(record.id, record);
      return record;
    },
    async remove(ids) {
      for (const id of ids) {
        await markFile(removed, id);
        (await knownImages()).delete(id);
      }
    },
    async restore(ids) {
      for (const id of ids) await deleteFile(removed, id);
      const records = (await Promise.all(ids.map(recordOf))).filter((record) => record !== null);
      for (const record of records) (await knownImages()).set(record.id, record);
      return { records, lost: ids.length - records.length };
    },
    listExcluded: () => namesIn(excluded),
    async setExcluded(ids, exclude) {
      for (const id of ids) {
        if (exclude) await markFile(excluded, id);
        else await deleteFile(excluded, id);
      }
    },
    async purgeRemoved() {
      for (const id of await namesIn(removed)) {
        await deleteFile(images, id);
        await deleteFile(excluded, id);
        await deleteFile(removed, id);
      }
      for (const id of await namesIn(images)) {
        if (!(await recordOf(id))) await deleteFile(images, id);
      }
    },
  };
}
