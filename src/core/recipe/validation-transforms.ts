import * as v from "valibot";
import { wholeNumberFrom } from "../number-range.ts";
import { cropSide, LARGEST_SEED } from "./recipe-limits.ts";

/**
 * Parts of an image that a validation measures:
 * - `none`: the whole image;
 * - `centre`: the square of this side, in px, in its middle;
 * - `tiles`: all of it, in squares of this side in px, those at the lower and right edge cut off;
 * - `augmented`: as many crops as in training, augmented as in training, the same ones in every validation.
 */
export const validationTransformSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("none") }),
  v.strictObject({ kind: v.literal("centre"), side: cropSide }),
  v.strictObject({ kind: v.literal("tiles"), side: cropSide }),
  v.strictObject({
    kind: v.literal("augmented"),
    /** Seed of the crops, independent of that of the run. */
    seed: v.exactOptional(wholeNumberFrom(0, LARGEST_SEED), 1),
  }),
]);

export type ValidationTransform = Readonly<v.InferOutput<typeof validationTransformSchema>>;
export type ValidationKind = ValidationTransform["kind"];

interface TransformText {
  readonly label: string;
  readonly detail: string;
  /** For a line of text, with the side in px if there is one. */
  readonly short: string;
}

/** Text of the page about the kinds of validation. */
export const VALIDATION_TEXT: Readonly<Record<ValidationKind, TransformText>> = {
  none: { label: "Whole images", detail: "No transform", short: "whole" },
  centre: { label: "Centre crops", detail: "Faster, but less reliable", short: "centre" },
  tiles: { label: "Fixed tiles", detail: "All of the image, with less memory", short: "tiles" },
  augmented: {
    label: "Augmented crops",
    detail: "The training augmentation with a fixed seed",
    short: "augmented",
  },
};

/** A transform in a few words, e.g. `tiles 256 px`. */
export function validationText(transform: ValidationTransform): string {
  const { short } = VALIDATION_TEXT[transform.kind];
  return "side" in transform ? `${short} ${transform.side} px` : short;
}
