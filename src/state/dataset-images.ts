import { sentenceOf } from "../core/errors.ts";
import { StoreError } from "../platform/folder.ts";
import { lostImages } from "../platform/image-store.ts";
import { othersTrain } from "../platform/training-lock.ts";
import { dismissRefused, useDatasetStore, withRecords } from "./dataset.ts";
import { decodeWorker } from "./workers.ts";

const { getState, setState } = useDatasetStore;

const IN_USE =
  "Another tab of this page is training on these images. Stop the run there, or wait until it has ended; then remove them.";

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    setState({ error: null });
  } catch (error) {
    setState({ error: sentenceOf(error) });
  }
}

/** Loads the list of stored images from earlier visits. */
export async function openDataset(): Promise<void> {
  await guarded(async () => withRecords(await decodeWorker().list()));
}

/**
 * Loads the list again after another tab has changed the store; images removed there can also be restored
 * here.
 */
export async function refreshImages(): Promise<void> {
  await guarded(async () => {
    const records = await decodeWorker().listAgain();
    const there = new Set(records.map(({ id }) => id));
    const gone = getState().records.flatMap(({ id }) => (there.has(id) ? [] : [id]));
    if (gone.length > 0) setState({ lastRemoved: gone });
    withRecords(records, []);
  });
}

/** Restores removed images. */
export async function restoreImages(ids: readonly string[]): Promise<void> {
  await guarded(async () => {
    const { records, lost } = await decodeWorker().restore(ids);
    setState({ lastRemoved: [] });
    withRecords(records);
    if (lost > 0) throw lostImages(lost);
  });
}

/** Removes images from the dataset. */
export async function removeImages(ids: readonly string[]): Promise<void> {
  await guarded(async () => {
    if (await othersTrain()) throw new StoreError(IN_USE);
    await decodeWorker().remove(ids);
    const gone = new Set(ids);
    setState(({ records }) => ({
      records: records.filter(({ id }) => !gone.has(id)),
      lastRemoved: ids,
    }));
    withRecords([]);
  });
}

/** Removes all images from the dataset. */
export async function clearImages(): Promise<void> {
  await removeImages(getState().records.map(({ id }) => id));
  dismissRefused();
}

/** Restores the images removed last. */
export function undoRemove(): Promise<void> {
  return restoreImages(getState().lastRemoved);
}

/** Grey thumbnail of an image, one byte per pixel. */
export function thumbnailOf(
  id: string,
  side: number,
): Promise<{ rows: number; columns: number; data: Uint8ClampedArray }> {
  return decodeWorker().thumbnail(id, side);
}
