/**
 * Most bytes, gzipped, of what a visitor waits for: everything that `index.html` loads before the page shows, and each
 * worker with the modules that it imports at its start. Chunks that are loaded when they are needed do not count.
 *
 * Where `npm run check:size` fails, load the new code later or leave it out; if it is worth its bytes, raise the figure here
 * and say why in the commit.
 */
export const SIZE_BUDGETS = {
  "first download": 260_000,
  "cells.worker": 27_000,
  "decode.worker": 176_000,
  "sample.worker": 16_000,
  "train.worker": 193_000,
};
