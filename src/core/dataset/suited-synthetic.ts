import type { Synthetic } from "../recipe/synthetic.ts";
import type { ImageLook } from "./image-look.ts";

/**
 * Medians of images in phase contrast, whose background is grey: dark in fluorescence (below 0.1 in 35 images of nuclei),
 * bright in stained tissue (above 0.68 in 8 images), 0.34 to 0.62 in phase contrast.
 */
const GREY = { low: 0.2, high: 0.65 } as const;

/**
 * The synthetic images that suit training images of these looks, in place of "auto". Nuclei in fluorescence gain nothing
 * from synthetic ones; cells in phase contrast do, if there are few of them.
 */
export function suitedSynthetic(synthetic: Synthetic, looks: readonly ImageLook[]): Synthetic {
  if (synthetic.kind !== "auto") return synthetic;
  const grey = looks.filter(({ median }) => median >= GREY.low && median < GREY.high).length;
  return 2 * grey > looks.length ? { ...synthetic, kind: "phase" } : { kind: "none" };
}
