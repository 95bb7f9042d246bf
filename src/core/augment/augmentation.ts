import * as v from "valibot";
import { numberFrom } from "../number-range.ts";
import { TRANSFORMS, type TransformName } from "./transforms.ts";

const PADDINGS = ["reflect", "zero"] as const;

/** What a sample shows beyond the edge of its image: the image reflected, edge pixels repeated; or 0. */
export type Padding = (typeof PADDINGS)[number];

/** How often a transform happens, 0..1, and the value of each of its strengths. */
type Chosen<Name extends TransformName> = { readonly probability: number } & {
  readonly [Strength in keyof (typeof TRANSFORMS)[Name]["strengths"]]: number;
};

/** Everything that the augmentation does to a crop. Parameters are drawn for each sample. */
export type Augmentation = { readonly [Name in TransformName]: Chosen<Name> } & {
  readonly padding: Padding;
};

/** An augmentation of which only what differs from none at all is written. */
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
 * Schema of an augmentation, after the table of transforms: those that are left out never happen, and strengths that are
 * left out have their initial value.
 */
// The types of its fields are those of the table, which no type can follow through `Object.entries`.
export const augmentationSchema = v.strictObject({
  ...Object.fromEntries(transforms),
  padding: v.exactOptional(v.picklist(PADDINGS), "reflect"),
}) as unknown as v.GenericSchema<PartialAugmentation, Augmentation>;
