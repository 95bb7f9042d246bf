import { spreadImages } from "../core/dataset/sampling/spread-images.ts";
import type { RecordedImage } from "../core/runs/run-images.ts";
import { takeSmallestCell } from "./instance-settings.ts";
import { cellsWorker } from "./workers.ts";

/** Training images whose labels are read: more would not move the percentile. */
const MOST = { images: 256, pixels: 2 ** 26 };

/**
 * Takes the smallest cell to find from the labels of training images. Where they cannot be read, e.g. since
 * they were removed during the run, it is unknown, and the usual default applies.
 */
export async function measureSmallestCell(training: readonly RecordedImage[]): Promise<void> {
  const imageIds = spreadImages(training, MOST).map(({ id }) => id);
  takeSmallestCell(
    await cellsWorker()
      .call("smallestCell", { imageIds })
      .catch(() => null),
  );
}
