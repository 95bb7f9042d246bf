import type { ImageRecord } from "../core/dataset/image-record.ts";
import { neighbourByName } from "../core/dataset/pairing/by-name.ts";
import { selectImage, useDatasetStore } from "./dataset.ts";
import { showSource, useViewStore } from "./view.ts";

/** The previous (-1) or next (1) image in the order of the lists; null at their ends. */
export function neighbourImage(step: -1 | 1): ImageRecord | null {
  const { records, selectedImageId } = useDatasetStore.getState();
  const selected = records.find(({ id }) => id === selectedImageId);
  return selected ? neighbourByName(records, selected.name, step) : null;
}

/** Shows the previous (-1) or next (1) image, also in place of a training sample. */
export function stepImage(step: -1 | 1): void {
  const image = neighbourImage(step);
  if (!image) return;
  selectImage(image.id);
  if (useViewStore.getState().source === "training") showSource("whole");
}
