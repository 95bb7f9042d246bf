import type { ImageRecord } from "../image-record.ts";

/** Ids of unlabelled images that are also in the dataset with labels, which makes them redundant. */
export function supersededIds(records: readonly ImageRecord[]): Set<string> {
  const images = new Set(records.filter(({ labelled }) => labelled).map(({ unlabelledId }) => unlabelledId));
  const unlabelled = records.filter(({ id, labelled }) => !labelled && images.has(id));
  return new Set(unlabelled.map(({ id }) => id));
}
