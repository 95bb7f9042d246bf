import type { ImageRecord } from "../image-record.ts";

/** Ids of images without labels whose image is there with labels, too: those say all there is to say. */
export function supersededIds(records: readonly ImageRecord[]): Set<string> {
  const images = new Set(records.filter(({ labelled }) => labelled).map(({ unlabelledId }) => unlabelledId));
  const bare = records.filter(({ id, labelled }) => !labelled && images.has(id));
  return new Set(bare.map(({ id }) => id));
}
