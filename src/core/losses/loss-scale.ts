import type { Loss } from "./loss.ts";

/** Sum of the product of two targets, in double precision. */
export function summedProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}

function validPixels(mask: Float32Array): number {
  let count = 0;
  for (const truth of mask) if (truth >= 0) count += 1;
  return count;
}

/** Targets of a loss by name, and the number of images that they belong to. */
export interface LossTargets {
  readonly images: number;
  readonly target: (name: string) => Float32Array;
}

/**
 * Factor from the sum over the pixels to the loss: 1 / (sum of the weights), 1 / (number of images), or 1 /
 * (number of pixels that are not ignored).
 */
export function lossScale(loss: Loss, { images, target }: LossTargets): number {
  if (loss.weightedBy === null) return 1 / Math.max(1, validPixels(target("mask")));
  if (loss.weightedBy === "images") return 1 / images;
  const [first, second] = loss.weightedBy;
  return 1 / Math.max(summedProduct(target(first), target(second)), loss.floor);
}
