import { createRandom } from "../augment/random.ts";
import type { Labels, Pixels } from "../raster/plane.ts";
import { drawFluorescenceImage } from "./draw-fluorescence-image.ts";
import { drawPhaseImage } from "./draw-phase-image.ts";
import { BUILT_IN_IMAGES } from "./sample-sizes.ts";

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

/** `phase`: adherent cells in phase contrast (8 bit); `fluorescence`: stained nuclei and cells (16 bit). */
export type BuiltInKind = keyof typeof KINDS;

/**
 * Draws an image of a built-in sample, 0 to `BUILT_IN_IMAGES` - 1: 256 x 256 px with their labels. The same seed gives
 * the same image. Cells may touch but never overlap; each is connected.
 */
export function drawBuiltInImage(kind: BuiltInKind, seed: number, index: number): DrawnImage {
  const draw = kind === "phase" ? drawPhaseImage : drawFluorescenceImage;
  const random = createRandom(seed, SYNTH_STREAM, KINDS[kind], index);
  const name = `${kind}_${String(index + 1).padStart(2, "0")}`;
  return { name, ...draw(SIDE, index, random) };
}

/** Draws a built-in sample, one image at a time, see `drawBuiltInImage`. */
export function* drawBuiltInSample(kind: BuiltInKind, seed: number): Generator<DrawnImage> {
  for (let index = 0; index < BUILT_IN_IMAGES; index++) yield drawBuiltInImage(kind, seed, index);
}
