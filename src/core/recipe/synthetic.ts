import * as v from "valibot";
import { numberFrom } from "../number-range.ts";

const fraction = numberFrom(0, 1);

const share = {
  /** Fraction of the crops that come from synthetic images at the first step of a stage. */
  fraction: v.exactOptional(fraction, 0.7),
  /** Fraction of the steps of a stage after which none does; the share falls linearly until there. */
  until: v.exactOptional(fraction, 0.7),
};

/** Training crops from the images of a built-in sample, none by default. */
export const syntheticSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("none") }),
  /** The kind that suits the training images; a run records which one that was. */
  v.strictObject({ kind: v.literal("auto"), ...share }),
  v.strictObject({ kind: v.literal("phase"), ...share }),
  v.strictObject({ kind: v.literal("fluorescence"), ...share }),
]);

/** Where synthetic crops come from, and their share. */
export type Synthetic = Readonly<v.InferOutput<typeof syntheticSchema>>;

/** Share of a built-in sample in the crops, as it is when one is chosen. */
export function syntheticOf(kind: Synthetic["kind"]): Synthetic {
  return v.parse(syntheticSchema, { kind });
}

/**
 * Probability that a crop of optimiser step `step` (from 0) of a stage with `steps` steps comes from a synthetic image:
 * the fraction at the first step, falling linearly to 0.
 */
export function syntheticShare(synthetic: Synthetic, step: number, steps: number): number {
  if (synthetic.kind === "none" || synthetic.until === 0) return 0;
  return synthetic.fraction * Math.max(0, 1 - step / (synthetic.until * steps));
}
