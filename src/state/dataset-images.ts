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

/** Reads what is in the store from earlier visits. */
export async function openDataset(): Promise<void> {
  await guarded(async () => withRecords(await decodeWorker().list()));
}

/** Reads what is in the store now that another tab has changed it; what that has taken out can be brought back here, too. */
export async function refreshImages(): Promise<void> {
  await guarded(async () => {
    const records = await decodeWorker().listAgain();
    const there = new Set(records.map(({ id }) => id));
    const gone = getState().records.flatMap(({ id }) => (there.has(id) ? [] : [id]));
    if (gone.length > 0) setState({ lastRemoved: gone });
    withRecords(records, []);
  });
}

/** Brings images back that were taken out. */
export async function restoreImages(ids: readonly string[]): Promise<void> {
  await guarded(async () => {
    const { records, lost } = await decodeWorker().restore(ids);
    setState({ lastRemoved: [] });
    withRecords(records);
    if (lost > 0) throw lostImages(lost);
  });
}

/** Takes images out of the dataset. */
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

/** Takes all images out of the dataset. */
export async function clearImages(): Promise<void> {
  await removeImages(getState().records.map(({ id }) => id));
  dismissRefused();
}

/** Brings back what was removed last. */
export function undoRemove(): Promise<void> {
  return restoreImages(getState().lastRemoved);
}

/** Small grey image of an image, one byte per pixel. */
export function thumbnailOf(
  id: string,
  side: number,
): Promise<{ rows: number; columns: number; data: Uint8ClampedArray }> {
  return decodeWorker().thumbnail(id, side);
}
