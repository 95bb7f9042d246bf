import type { ImageRecord } from "../image-record.ts";

/** Ids of images without labels whose picture is there with labels, too: those say all there is to say. */
export function supersededIds(records: readonly ImageRecord[]): Set<string> {
  const pictures = new Set(records.filter(({ labelled }) => labelled).map(({ pictureId }) => pictureId));
  const bare = records.filter(({ id, labelled }) => !labelled && pictures.has(id));
  return new Set(bare.map(({ id }) => id));
}
