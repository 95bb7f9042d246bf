import { GRADIENT_SUMS } from "../ir/gradient-sums.ts";

/**
 * WGSL of a thread's vector of gradients, shortened where the recipe clips them. A factor of 1 is not multiplied by:
 * a compiler may join a product with the addition that follows and round once where it would have rounded twice.
 */
export function clippedGradient(clips: boolean): string {
  if (!clips) return "gradients[thread]";
  const factor = `${GRADIENT_SUMS}.y`;
  return `select(gradients[thread] * ${factor}, gradients[thread], ${factor} == 1.0)`;
}

/** The binding that the factor is read from. */
export const CLIP_READS = { sums: "vec4f" } as const;
