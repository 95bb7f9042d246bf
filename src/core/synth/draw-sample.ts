import { createRandom } from "../augment/random.ts";
import type { Labels, Pixels } from "../raster/plane.ts";
import { drawFluorescenceImage } from "./draw-fluorescence-image.ts";
import { drawPhaseImage } from "./draw-phase-image.ts";

/** Number of images in the built-in sample. */
export const BUILT_IN_IMAGES = 24;

/** Side of each image in px. */
const SIDE = 256;

/** Key of a random stream independent of training. */
const SYNTH_STREAM = 0x7379;

const KINDS = { phase: 0, fluorescence: 1 } as const;

/** An image of the built-in sample with one channel, and its labels 1..n. */
export interface DrawnImage {
  readonly name: string;
  readonly pixels: Pixels;
  readonly labels: Labels;
}

/**
 * Draws the built-in sample, one image at a time: 24 images of 256 x 256 px with their labels. `phase`:
 * adherent cells in phase contrast (8 bit); `fluorescence`: stained nuclei and cells (16 bit). The same seed
 * gives the same images. Cells may touch but never overlap; each is connected.
 */
export function* drawBuiltInSample(kind: keyof typeof KINDS, seed: number): Generator<DrawnImage> {
  const draw = kind === "phase" ? drawPhaseImage : drawFluorescenceImage;
  for (let index = 0; index < BUILT_IN_IMAGES; index++) {
    const random = createRandom(seed, SYNTH_STREAM, KINDS[kind], index);
    const name = `${kind}_${String(index + 1).padStart(2, "0")}`;
    yield { name, ...draw(SIDE, index, random) };
  }
}
