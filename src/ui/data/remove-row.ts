import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { selectImage, useDatasetStore } from "../../state/dataset.ts";
import { removeImages } from "../../state/dataset-images.ts";
import { isActive, useRunStore } from "../../state/run.ts";

/**
 * Removes an image of a list; if it was selected, the image that takes its place is selected. Not available
 * during a run.
 */
export function removeRow(records: readonly ImageRecord[], id: string): void {
  const place = records.findIndex((record) => record.id === id);
  if (place < 0 || isActive(useRunStore.getState().phase)) return;
  const next = records[place + 1] ?? records[place - 1];
  if (next && useDatasetStore.getState().selectedImageId === id) selectImage(next.id);
  void removeImages([id]);
}
