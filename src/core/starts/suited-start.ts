import type { ImageLook } from "../dataset/image-look.ts";
import { suitedSynthetic } from "../dataset/suited-synthetic.ts";
import { syntheticOf } from "../recipe/synthetic.ts";
import type { StartName } from "./starts.ts";

/**
 * The built-in start for images of these looks: phase contrast if most have a grey background, else nuclei. Of the
 * kinds of images that the starts were trained on, these are told apart by their background alone.
 */
export function suitedStart(looks: readonly ImageLook[]): StartName {
  return suitedSynthetic(syntheticOf("auto"), looks).kind === "phase" ? "phase" : "nuclei";
}
