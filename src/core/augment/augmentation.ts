import * as v from "valibot";
import { numberFrom } from "../number-range.ts";
import { TRANSFORMS, type TransformName } from "./transforms.ts";

const PADDINGS = ["reflect", "zero"] as const;

/** Padding of a sample beyond the edge of its image: the image reflected, with repeated edge pixels, or 0. */
export type Padding = (typeof PADDINGS)[number];

/** Probability of a transform, 0..1, and the values of its strengths. */
type Chosen<Name extends TransformName> = { readonly probability: number } & {
  readonly [Strength in keyof (typeof TRANSFORMS)[Name]["strengths"]]: number;
};

/** Augmentation of a crop. Parameters are drawn for each sample. */
export type Augmentation = { readonly [Name in TransformName]: Chosen<Name> } & {
  readonly padding: Padding;
};

/** An augmentation with only those fields that differ from no augmentation. */
export type PartialAugmentation = { readonly [Name in TransformName]?: Partial<Chosen<Name>> } & {
  readonly padding?: Padding;
};

const PROBABILITY = numberFrom(0, 1);

const transforms = Object.entries(TRANSFORMS).map(([name, { strengths }]) => {
  const values = Object.entries(strengths).map(([strength, { low, high, initial }]) => [
    strength,
    v.exactOptional(numberFrom(low, high), initial),
  ]);
  const fields = v.strictObject({
    probability: v.exactOptional(PROBABILITY, 0),
    ...Object.fromEntries(values),
  });
  return [name, v.exactOptional(fields, {})];
});

/**
 * Schema of an augmentation, built from the table of transforms: missing transforms have probability 0, and
 * missing strengths their initial value.
 */
// The cast restores the field types of the table, which TypeScript loses in `Object.entries`.
export const augmentationSchema = v.strictObject({
  ...Object.fromEntries(transforms),
  padding: v.exactOptional(v.picklist(PADDINGS), "reflect"),
}) as unknown as v.GenericSchema<PartialAugmentation, Augmentation>;
