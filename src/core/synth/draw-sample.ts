import { createRandom } from "../augment/random.ts";
import type { Labels, Pixels } from "../raster/plane.ts";
import { drawFluorescenceImage } from "./draw-fluorescence-image.ts";
import { drawPhaseImage } from "./draw-phase-image.ts";

/** Images in the built-in sample. */
export const BUILT_IN_IMAGES = 24;

/** Side of each in px. */
const SIDE = 256;

/** Keeps the draws of the built-in sample apart from those of training. */
const SYNTH_STREAM = 0x7379;

const KINDS = { phase: 0, fluorescence: 1 } as const;

/** One image of the built-in sample: an image of one channel, and its cells numbered 1..n. */
export interface DrawnImage {
  readonly name: string;
  readonly pixels: Pixels;
  readonly labels: Labels;
}

/**
 * Draws the built-in sample: 24 images of 256 x 256 px with the cells that are in them, one at a time. `phase` is
 * adherent cells in phase contrast (8 bit), `fluorescence` stained nuclei and cells (16 bit). The same seed gives
 * the same images. Cells touch but never overlap; each is connected.
 */
export function* drawBuiltInSample(kind: keyof typeof KINDS, seed: number): Generator<DrawnImage> {
  const draw = kind === "phase" ? drawPhaseImage : drawFluorescenceImage;
  for (let index = 0; index < BUILT_IN_IMAGES; index++) {
    const random = createRandom(seed, SYNTH_STREAM, KINDS[kind], index);
    const name = `${kind}_${String(index + 1).padStart(2, "0")}`;
    yield { name, ...draw(SIDE, index, random) };
  }
}
