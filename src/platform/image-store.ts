import type { ImageRecord } from "../core/dataset/image-record.ts";
import { byText } from "../core/dataset/pairing/path-name.ts";
import type { Assignments } from "../core/dataset/sampling/image-sets.ts";
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
import { openSetMarkers, type SetChanges } from "./set-markers.ts";
import { StoreIndex } from "./store-index.ts";

const IMAGES = "images";
/** Folder of markers: an empty file means that the image of that name has been removed. */
const REMOVED = "removed";

/** Number of files whose records are read concurrently. */
const READ_AT_ONCE = 64;

/** Outcome of restoring images. */
export interface Restored {
  readonly records: readonly ImageRecord[];
  /** Number of images that are no longer in the storage. */
  readonly lost: number;
}

/** The error to report if some images could not be restored. */
export function lostImages(lost: number): StoreError {
  const which = lost === 1 ? "One image" : `${lost} images`;
  return new StoreError(
    `${which} could not be restored, since the browser's storage no longer holds ${lost === 1 ? "it. Add its" : "them. Add their"} files again.`,
  );
}

/**
 * A stored record with the group, part and pixel size of the newly added image, if it has any; the same
 * object if they do not change.
 */
function renewed(stored: ImageRecord, { id, group, part, pixelSize }: ImageRecord): ImageRecord {
  const place = { group: group ?? stored.group, part: part ?? stored.part };
  const stays = place.group === stored.group && place.part === stored.part;
  const { x, y } = stored.pixelSize ?? {};
  const sameSize = !pixelSize || (pixelSize.x === x && pixelSize.y === y);
  if (stored.id !== id || (stays && sameSize)) return stored;
  return { ...stored, ...place, ...(pixelSize ? { pixelSize } : {}) };
}

/**
 * The images of the dataset, kept by the browser across visits. Several workers may read concurrently; one
 * writes.
 */
export interface ImageStore {
  /** Records of all images that have not been removed, by name. Truncated files are skipped. */
  list(): Promise<readonly ImageRecord[]>;
  /** Current records of all images, including changes by another tab since the last listing. */
  relist(): Promise<readonly ImageRecord[]>;
  /** One image with its pixels. Throws a StoreError if it is missing. */
  read(id: string): Promise<StoredImage>;
  /** Opens one image for reading by rows. Throws a StoreError if it is missing. */
  open(id: string): Promise<StoredRows>;
  /**
   * The image that was read from files with this fingerprint, or null if it is missing or has been removed.
   */
  find(fingerprint: string): Promise<ImageRecord | null>;
  /**
   * Stores an image under a unique name. An image that is already there is left unchanged, and restored if it
   * was removed; if it is added again from a group or a validation folder, it moves there, and if with a pixel
   * size, it takes it. An image with labels replaces the same image without labels, never the reverse. Returns the record as stored. Throws a
   * StoreError if the storage is full.
   */
  write(image: NamedImage): Promise<{ readonly record: ImageRecord; readonly isNew: boolean }>;
  /** Removes images; `restore` brings them back until `purgeRemoved`. */
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<Restored>;
  /** Images that are assigned to a set by hand. Some of them may have been removed. */
  listAssigned(): Promise<Assignments>;
  assign(changes: SetChanges): Promise<void>;
  /** Deletes removed images and truncated files permanently. */
  purgeRemoved(): Promise<void>;
}

/** Throws a StoreError if there is no storage and no spare memory. */
async function openFolder(name: string, spare: SpareFiles | null): Promise<Folder> {
  // Over plain http images cannot be hashed either: memory would not help.
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
 * @param spare Receives images if there is no such file system or no room in it; without it a StoreError is
 * thrown.
 */
export async function openImageStore(spare: SpareFiles | null = null): Promise<ImageStore> {
  const images = await openFolder(IMAGES, spare);
  const removed = await openFolder(REMOVED, spare);
  const sets = await openSetMarkers((name) => openFolder(name, spare));

  async function recordOf(id: string): Promise<ImageRecord | null> {
    const file = await images.read(id);
    return file && readImageRecord(file);
  }

  /**
   * Records already read; an id identifies the content: the record stays valid as long as the file exists.
   */
  const recordById = new Map<string, ImageRecord>();

  /** Records of the files that are complete. */
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

  /** Built once, and again after another tab has written. */
  let index: StoreIndex | null = null;

  async function knownImages(): Promise<StoreIndex> {
    index ??= new StoreIndex(await list());
    return index;
  }

  /** Restores a removed image. */
  async function takeIn(record: ImageRecord): Promise<void> {
    await removed.delete(record.id);
    (await knownImages()).add(record);
  }

  /**
   * The stored record for an image: its own, or for an image without labels that of the same image with
   * labels.
   */
  async function storedFor({ record: { id, labelled } }: NamedImage): Promise<ImageRecord | null> {
    const own = await recordOf(id);
    if (own || labelled) return own;
    return (await knownImages()).labelledOf(id);
  }

  /** Deletes the image stored without labels before those of `record` were added, and returns its record. */
  async function forgetUnlabelled({ id, unlabelledId }: ImageRecord): Promise<ImageRecord | null> {
    if (unlabelledId === null || unlabelledId === id) return null;
    // Most images are added together with their labels: there is nothing to delete.
    const bare = await recordOf(unlabelledId);
    if (!bare) return null;
    for (const folder of [images, removed]) await folder.delete(unlabelledId);
    await sets.assign(new Map([[unlabelledId, null]]));
    (await knownImages()).delete(unlabelledId);
    return bare;
  }

  /** Result of `readFile` on the file of an image. */
  async function readAs<Read>(id: string, readFile: (file: Blob) => Promise<Read | null>): Promise<Read> {
    const file = await images.read(id);
    const read = file && (await readFile(file));
    if (read) return read;
    throw new StoreError("An image is no longer in the browser's storage. Add its files again.");
  }

  return {
    list,
    relist() {
      index = null;
      recordById.clear();
      return list();
    },
    read: (id) => readAs(id, readImageFile),
    open: (id) => readAs(id, openImageFile),
    async find(fingerprint) {
      const record = (await knownImages()).find(fingerprint);
      // The content was checked when it was listed or written; since then it can only have been deleted.
      return record && (await images.read(record.id))?.size ? record : null;
    },
    async write(image) {
      const stored = await storedFor(image);
      if (stored) {
        const record = renewed(stored, image.record);
        if (record !== stored) {
          await images.write(record.id, imageFileParts({ ...image, record }));
          recordById.set(record.id, record);
          (await knownImages()).delete(record.id);
        }
        await takeIn(record);
        return { record, isNew: false };
      }
      const bare = await forgetUnlabelled(image.record);
      const { id, name } = image.record;
      const others = await knownImages();
      // It may be known from before the browser deleted it.
      others.delete(id);
      const pixelSize = image.record.pixelSize ?? bare?.pixelSize;
      const record = {
        ...image.record,
        ...(pixelSize ? { pixelSize } : {}),
        name: others.freeName(name, image.longName),
        group: image.record.group ?? bare?.group ?? null,
        part: image.record.part ?? bare?.part ?? null,
      };
      await images.write(id, imageFileParts({ ...image, record }), { inPlace: true });
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
    listAssigned: sets.list,
    assign: sets.assign,
    async purgeRemoved() {
      const gone = await removed.names();
      for (const id of gone) await images.delete(id);
      await sets.assign(new Map(gone.map((id) => [id, null])));
      for (const id of gone) await removed.delete(id);
      const ids = await images.names();
      const whole = new Set((await recordsOf(ids)).map(({ id }) => id));
      for (const id of ids) if (!whole.has(id)) await images.delete(id);
    },
  };
}
