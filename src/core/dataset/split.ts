import { createRandom } from "../augment/random.ts";

/** Keeps the draws of the split apart from those of training. */
const SPLIT_STREAM = 0x7370;

/** Which images teach and which only test. */
export interface ImageSplit<Image> {
  readonly training: readonly Image[];
  readonly validation: readonly Image[];
}

/**
 * Splits images (never cells) into training and validation. Depends on the ids and the seed only, not on the order
 * in which images arrived; both parts come sorted by id. Of two or more images at least one validates and at least
 * one trains; a single image trains.
 *
 * @param share Part of the images that validates, 0..1.
 */
export function splitImages<Image extends { readonly id: string }>(
  images: readonly Image[],
  { share, seed }: { readonly share: number; readonly seed: number },
): ImageSplit<Image> {
  const sorted = [...images].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  if (sorted.length < 2) return { training: sorted, validation: [] };
  const count = Math.min(sorted.length - 1, Math.max(1, Math.round(share * sorted.length)));
  const random = createRandom(seed, SPLIT_STREAM);
  const order = sorted.map((_, index) => index);
  for (let place = 0; place < count; place++) {
    const other = place + random.integer(order.length - place);
    [order[place], order[other]] = [order[other], order[place]];
  }
  const chosen = new Set(order.slice(0, count));
  return {
    training: sorted.filter((_, index) => !chosen.has(index)),
    validation: sorted.filter((_, index) => chosen.has(index)),
  };
}
