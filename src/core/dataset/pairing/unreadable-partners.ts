import type { Refusal } from "../image-record.ts";
import { pairByName, pairSimilarNames } from "./pair-by-name.ts";

/** The reason given for an image whose cells are at fault. */
export const CELLS_REFUSED = "Its cells cannot be used; the reason is given at the file that holds them.";
const IMAGE_REFUSED = "Its image cannot be used; the reason is given at the image.";

/**
 * Files whose partner by name is refused: an image with a damaged mask is not an image without a mask.
 *
 * @param left Paths of files without a partner.
 * @param broken Paths of refused files, of any kind.
 */
export function unreadablePartners(left: readonly string[], broken: readonly string[]): Refusal[] {
  const usable = new Set(left);
  const damaged = broken.filter((path) => !usable.has(path));
  const files = [...left, ...damaged];
  const { pairs } = pairByName(files);
  const paired = new Set(
    pairs.flatMap(({ image, truth }) => [image, truth.kind === "labels" ? truth.path : ""]),
  );
  const alike = pairSimilarNames(files.filter((path) => !paired.has(path))).pairs;
  return [...pairs, ...alike].flatMap(({ image, truth }) => {
    if (truth.kind !== "labels" || usable.has(image) === usable.has(truth.path)) return [];
    return usable.has(image)
      ? [{ file: image, reason: CELLS_REFUSED }]
      : [{ file: truth.path, reason: IMAGE_REFUSED }];
  });
}
