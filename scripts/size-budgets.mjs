/**
 * Maximum number of gzipped bytes that a visitor waits for.
 *
 * - `first download`: everything that `index.html` loads before the page is shown, with all static imports. It is
 *   also all of the page's own thread that an image needs to be shown; no further file of it is waited for.
 * - `first image`: the same, and the two workers without which no image is shown: one reads and stores it, the other
 *   draws its fields. PNG is read by the worker itself; another format is one more file.
 * - Each worker with its static imports.
 *
 * Files loaded on demand or when the page is idle do not count. `e2e/first-image.spec.ts` shows an image without them.
 *
 * If `npm run check:size` fails, load the new code later or omit it; if it is worth its bytes, raise the
 * figure here and give the reason in the commit.
 */
export const SIZE_BUDGETS = {
  "first download": 200_000,
  "first image": 263_000,
  "cells.worker": 38_000,
  "curves.worker": 26_000,
  "decode.worker": 48_000,
  "helper.worker": 1_000,
  "sample.worker": 19_000,
  "train.worker": 250_000,
};
