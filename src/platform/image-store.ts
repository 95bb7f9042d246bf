import type { ImageRecord } from "../core/dataset/image-record.ts";
import { byText } from "../core/dataset/pairing/path-name.ts";
import type { NamedImage, StoredImage } from "../core/dataset/stored-image.ts";
import { type Folder, StoreError } from "./folder.ts";
import {
  imageFileParts,
  openImageFile,
  readImageFile,
  readImageRecord,
  type StoredRows,
} from "./image-file.ts";
import { folderWithSpare, type SpareFiles } from "./memory-folder.ts";
import { openOpfsFolder } from "./opfs-folder.ts";
import { StoreIndex } from "./store-index.ts";

const IMAGES = "images";
/** An empty file here means that the image of that name is taken out. */
const REMOVED = "removed";
/** An empty file here means that the image of that name is in the dataset but not trained on. */
const EXCLUDED = "excluded";

/** Files of which the records are read at the same time. */
const READ_AT_ONCE = 64;

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

/** A stored record, moved to where the same image comes from now; the same record where that says nothing new. */
function placedAnew(stored: ImageRecord, { id, group, part }: ImageRecord): ImageRecord {
  const place = { group: group ?? stored.group, part: part ?? stored.part };
  const stays = place.group === stored.group && place.part === stored.part;
  return stored.id !== id || stays ? stored : { ...stored, ...place };
}

/** The images of the dataset, kept by the browser across visits. Several workers may read at once; one writes. */
export interface ImageStore {
  /** Records of all images that are not taken out, by name. Torn files are passed over. */
  list(): Promise<readonly ImageRecord[]>;
  /** Records of all images as they are now, whatever another tab has written or taken out since they were listed. */
  listAnew(): Promise<readonly ImageRecord[]>;
  /** One image with its pixels. Throws a StoreError when it is not there. */
  read(id: string): Promise<StoredImage>;
  /** One image to be read by rows. Throws a StoreError when it is not there. */
  open(id: string): Promise<StoredRows>;
  /** The image that was read from files with this fingerprint, or null when it is not there or was taken out. */
  find(fingerprint: string): Promise<ImageRecord | null>;
  /**
   * Keeps an image, under a name of its own; one that is there already is left as it is, and brought back when it
   * was taken out; but one that comes again from a group or a validation folder belongs there from then on. An image with labels takes the place of its image without, never the other way round. Returns the
   * record as stored. Throws a StoreError when the storage is full.
   */
  write(image: NamedImage): Promise<{ readonly record: ImageRecord; readonly isNew: boolean }>;
  /** Takes images out; `restore` brings them back until `purgeRemoved`. */
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<Restored>;
  /** Images that are kept but shall not be trained on. Some may be taken out. */
  listExcluded(): Promise<readonly string[]>;
  setExcluded(ids: readonly string[], excluded: boolean): Promise<void>;
  /** Deletes for good what was taken out, and torn files. */
  purgeRemoved(): Promise<void>;
}

/** Throws a StoreError where there is no storage, unless there is memory to spare. */
async function openFolder(name: string, spare: SpareFiles | null): Promise<Folder> {
  // Over plain http images cannot be hashed either, so that memory would not help.
  if (!spare || !isSecureContext) return openOpfsFolder(name);
  const stored = await openOpfsFolder(name).catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error;
    return null;
  });
  return folderWithSpare(name, stored, spare);
}

/**
 * Opens the store in this browser's private file system.
 *
 * @param spare Takes images where there is no such system, or no room in it; without it a StoreError is thrown.
 */
export async function openImageStore(spare: SpareFiles | null = null): Promise<ImageStore> {
  const images = await openFolder(IMAGES, spare);
  const removed = await openFolder(REMOVED, spare);
  const excluded = await openFolder(EXCLUDED, spare);

  async function recordOf(id: string): Promise<ImageRecord | null> {
    const file = await images.read(id);
    return file && readImageRecord(file);
  }

  /** Records that were read; an id stands for its content, so they stay true as long as there is a file of that name. */
  const recordById = new Map<string, ImageRecord>();

  /** Records of those that are whole. */
  async function recordsOf(ids: readonly string[]): Promise<readonly ImageRecord[]> {
    const records: ImageRecord[] = [];
    for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
      const some = ids.slice(start, start + READ_AT_ONCE);
      const found = await Promise.all(some.map(async (id) => recordById.get(id) ?? recordOf(id)));
      records.push(...found.filter((record) => record !== null));
    }
    for (const record of records) recordById.set(record.id, record);
    return records;
  }

  async function list(): Promise<readonly ImageRecord[]> {
    const gone = new Set(await removed.names());
    const records = await recordsOf((await images.names()).filter((id) => !gone.has(id)));
    return [...records].sort((a, b) => byText(a.name, b.name));
  }

  /** Read once; anew when another tab has written. */
  let index: StoreIndex | null = null;

  async function knownImages(): Promise<StoreIndex> {
    index ??= new StoreIndex(await list());
    return index;
  }

  /** Brings an image back that was taken out. */
  async function takeIn(record: ImageRecord): Promise<void> {
    await removed.delete(record.id);
    (await knownImages()).add(record);
  }

  /** What is stored for an image already: itself, or its image with labels where it has none. */
  async function storedFor({ record: { id, labelled } }: NamedImage): Promise<ImageRecord | null> {
    const own = await recordOf(id);
    if (own || labelled) return own;
    return (await knownImages()).labelledOf(id);
  }

  /** Deletes the image that was stored without labels before those of `record` came, and gives its record. */
  async function forgetBare({ id, unlabelledId }: ImageRecord): Promise<ImageRecord | null> {
    if (unlabelledId === null || unlabelledId === id) return null;
    // Most images come with their labels at once: there is nothing to delete.
    const bare = await recordOf(unlabelledId);
    if (!bare) return null;
    for (const folder of [images, removed, excluded]) await folder.delete(unlabelledId);
    (await knownImages()).delete(unlabelledId);
    return bare;
  }

  /** What `readFile` makes of the file of an image. */
  async function readAs<Read>(id: string, readFile: (file: Blob) => Promise<Read | null>): Promise<Read> {
    const file = await images.read(id);
    const read = file && (await readFile(file));
    if (read) return read;
    throw new StoreError("An image is no longer in the browser's storage. Add its files again.");
  }

  return {
    list,
    listAnew() {
      index = null;
      recordById.clear();
      return list();
    },
    read: (id) => readAs(id, readImageFile),
    open: (id) => readAs(id, openImageFile),
    async find(fingerprint) {
      const record = (await knownImages()).find(fingerprint);
      // Its content was looked at when it was listed or written; since then it can only have been taken away.
      return record && (await images.read(record.id))?.size ? record : null;
    },
    async write(image) {
      const stored = await storedFor(image);
      if (stored) {
        const record = placedAnew(stored, image.record);
        if (record !== stored) {
          await images.write(record.id, imageFileParts({ ...image, record }));
          recordById.set(record.id, record);
          (await knownImages()).delete(record.id);
        }
        await takeIn(record);
        return { record, isNew: false };
      }
      const bare = await forgetBare(image.record);
      const { id, name } = image.record;
      const others = await knownImages();
      // It may be known from before the browser took it away.
      others.delete(id);
      const record = {
        ...image.record,
        name: others.freeName(name, image.longName),
        group: image.record.group ?? bare?.group ?? null,
        part: image.record.part ?? bare?.part ?? null,
      };
      await images.write(id, imageFileParts({ ...image, record }));
      await takeIn(record);
      return { record, isNew: true };
    },
    async remove(ids) {
      for (const id of ids) {
        await removed.write(id, []);
        (await knownImages()).delete(id);
      }
    },
    async restore(ids) {
      for (const id of ids) await removed.delete(id);
      const records = (await Promise.all(ids.map(recordOf))).filter((record) => record !== null);
      for (const record of records) (await knownImages()).add(record);
      return { records, lost: ids.length - records.length };
    },
    listExcluded: () => excluded.names(),
    async setExcluded(ids, exclude) {
      for (const id of ids) {
        if (exclude) await excluded.write(id, []);
        else await excluded.delete(id);
      }
    },
    async purgeRemoved() {
      for (const id of await removed.names()) {
        await images.delete(id);
        await excluded.delete(id);
        await removed.delete(id);
      }
      const ids = await images.names();
      const whole = new Set((await recordsOf(ids)).map(({ id }) => id));
      for (const id of ids) if (!whole.has(id)) await images.delete(id);
    },
  };
}
