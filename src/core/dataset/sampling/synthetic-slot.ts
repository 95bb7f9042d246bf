import { createRandom } from "../../augment/random.ts";
import type { Recipe, Stage } from "../../recipe/recipe.ts";
import { syntheticShare } from "../../recipe/synthetic.ts";
import type { BuiltInKind } from "../../synth/draw-sample.ts";
import { SYNTHETIC_IMAGES } from "../../synth/sample-sizes.ts";

/** Random stream that selects slots for synthetic images, and the image, independent of all others. */
const SYNTHETIC_STREAM = 0x626d;

/** An image of a built-in sample for a training crop. */
export interface SyntheticSlot {
  readonly sample: BuiltInKind;
  /** 0 to `SYNTHETIC_IMAGES` - 1, each as likely as the next. */
  readonly image: number;
}

/**
 * The synthetic image of a slot of a stage, counted from 0 over all batches; null if its crop comes from an image of
 * the dataset. A pure function of recipe, stage and slot; the length of the stage must be known in
 * steps. A kind that is still to be chosen gives none.
 */
export function syntheticSlot(recipe: Recipe, stage: Stage, slot: number): SyntheticSlot | null {
  const { synthetic, batch, seed } = recipe;
  if (synthetic.kind === "none" || synthetic.kind === "auto") return null;
  const random = createRandom(seed, SYNTHETIC_STREAM, slot);
  const share = syntheticShare(synthetic, Math.floor(slot / batch), recipe.stages[stage].steps);
  return random.chance(share) ? { sample: synthetic.kind, image: random.integer(SYNTHETIC_IMAGES) } : null;
}
