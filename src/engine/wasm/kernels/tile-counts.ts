import { RELAXED } from "./fma";

/** Number of tiles of six pixels in a row, chosen for the fewest surplus pixels; tiles of four cover the rest. */
export function countTilesOfSix(columns: u32): u32 {
  if (!RELAXED) return 0;
  let best: u32 = 0;
  let minSurplus: u32 = u32.MAX_VALUE;
  for (let tilesOfSix: u32 = 0; tilesOfSix <= columns / 6; tilesOfSix++) {
    const surplus = -(columns - 6 * tilesOfSix) & 3;
    if (surplus <= minSurplus) {
      best = tilesOfSix;
      minSurplus = surplus;
    }
  }
  return best;
}

/** Number of tiles of six input channels; tiles of four cover the rest. */
export function countChannelTilesOfSix(inVectors: u32): u32 {
  return RELAXED ? (inVectors / 3) * 2 : 0;
}

/** Tiles of the input channels of one kernel column. */
export function tilesFor(inVectors: u32): u32 {
  return countChannelTilesOfSix(inVectors) + (RELAXED ? inVectors % 3 : inVectors);
}

/** First input channel of a tile. */
// @inline
export function channelOf(tile: u32, tilesOfSix: u32): u32 {
  return tile < tilesOfSix ? 6 * tile : 6 * tilesOfSix + 4 * (tile - tilesOfSix);
}
