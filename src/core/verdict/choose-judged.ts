/** Most images and pixels that are evaluated for a verdict. */
const MOST_IMAGES = 16;
const MOST_PIXELS = 2 ** 23;

/**
 * The images to evaluate for a verdict, in their order: all if they are few and small, else some from all over
 * the list, and at least one.
 */
export function chooseJudged<Image extends { readonly rows: number; readonly columns: number }>(
  images: readonly Image[],
): readonly Image[] {
  const count = Math.min(images.length, MOST_IMAGES);
  const some = Array.from(
    { length: count },
    (_, place) => images[Math.floor((place * images.length) / count)],
  );
  let pixels = 0;
  return some.filter(({ rows, columns }, place) => {
    pixels += rows * columns;
    return place === 0 || pixels <= MOST_PIXELS;
  });
}
