import type { ImageRecord } from "../core/dataset/image-record.ts";

/**
 * Pixels of the images whose fields are used together: far fewer than are kept, to prevent drops in between.
 */
const MAX_PIXELS = 2 ** 24;

/** The images in batches whose fields are all kept at once; a larger image forms its own batch. */
export function recordBatches(records: readonly ImageRecord[]): ImageRecord[][] {
  const batches: ImageRecord[][] = [];
  let pixels = MAX_PIXELS;
  for (const record of records) {
    const own = record.rows * record.columns;
    if (pixels + own > MAX_PIXELS) {
      batches.push([]);
      pixels = 0;
    }
    batches[batches.length - 1].push(record);
    pixels += own;
  }
  return batches;
}
