import { create } from "zustand";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { sentenceOf } from "../core/errors.ts";
import { useDatasetStore } from "./dataset.ts";
import { decodeWorker } from "./workers.ts";

/**
 * Ids of images in the dataset that are neither trained on nor validated. Kept by the store across visits.
 */
export const useExclusionStore = create<{ readonly excluded: ReadonlySet<string> }>(() => ({
  excluded: new Set(),
}));

/** Loads the exclusions of earlier visits. */
export async function openExclusions(): Promise<void> {
  try {
    useExclusionStore.setState({ excluded: new Set(await decodeWorker().listExcluded()) });
  } catch (error) {
    useDatasetStore.setState({ error: sentenceOf(error) });
  }
}

/** Excludes images from training, or includes them again. */
export async function setExcluded(ids: readonly string[], exclude: boolean): Promise<void> {
  try {
    await decodeWorker().setExcluded(ids, exclude);
  } catch (error) {
    useDatasetStore.setState({ error: sentenceOf(error) });
    return;
  }
  useExclusionStore.setState(({ excluded }) => {
    const now = new Set(excluded);
    for (const id of ids) {
      if (exclude) now.add(id);
      else now.delete(id);
    }
    return { excluded: now };
  });
}

/** The records used for training or validation. */
export function withoutExcluded(
  records: readonly ImageRecord[],
  excluded: ReadonlySet<string>,
): readonly ImageRecord[] {
  return excluded.size === 0 ? records : records.filter(({ id }) => !excluded.has(id));
}

/** The records currently used for training or validation. */
export function usedRecords(): readonly ImageRecord[] {
  return withoutExcluded(useDatasetStore.getState().records, useExclusionStore.getState().excluded);
}
