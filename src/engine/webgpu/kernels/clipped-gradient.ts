import { GRADIENT_SUMS } from "../ir/gradient-sums.ts";

/**
 * WGSL of a thread's gradient vector, scaled if the recipe clips gradients. A factor of 1 is not applied: the
 * compiler could fuse the product with the following addition, which changes the rounding.
 */
export function clippedGradient(clips: boolean): string {
  if (!clips) return "gradients[thread]";
  const factor = `${GRADIENT_SUMS}.y`;
  return `select(gradients[thread] * ${factor}, gradients[thread], ${factor} == 1.0)`;
}
