/** Most images and pixels to take. */
export interface SpreadLimits {
  readonly images: number;
  readonly pixels: number;
}

/** Few enough to be predicted while somebody waits. */
const FEW: SpreadLimits = { images: 16, pixels: 2 ** 23 };

/**
 * Some images, in their order: all if they are few and small, else some from all over the list, and at least
 * one.
 */
export function spreadImages<Image extends { readonly rows: number; readonly columns: number }>(
  images: readonly Image[],
  most = FEW,
): readonly Image[] {
  const count = Math.min(images.length, most.images);
  const some = Array.from(
    { length: count },
    (_, place) => images[Math.floor((place * images.length) / count)],
  );
  let pixels = 0;
  return some.filter(({ rows, columns }, place) => {
    pixels += rows * columns;
    return place === 0 || pixels <= most.pixels;
  });
}
