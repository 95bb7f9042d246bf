import type { ElasticField } from "./elastic-field.ts";
import type { LinearMap } from "./linear-map.ts";
import type { Random } from "./random.ts";

/** A parameter of a transform: its range, and its value if the recipe has none. */
export interface Strength {
  readonly title: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly initial: number;
}

type Strengths = Readonly<Record<string, Strength>>;

/** The value of each strength. */
type Values<S> = { readonly [Name in keyof S]: number };

/** A square crop that intensity transforms change in place. */
export interface Crop {
  /** `[row, column]`, side * side values. */
  readonly image: Float32Array;
  /** In px. */
  readonly side: number;
  /** Standard deviation of the whole image: the unit of the strengths. */
  readonly deviation: number;
}

interface Described<S> {
  readonly title: string;
  /** Effect, benefit and risk. */
  readonly hint: string;
  readonly strengths: S;
}

/** Draws a linear map from pixels of the crop to the source. */
export interface LinearTransform<S = Strengths> extends Described<S> {
  readonly kind: "linear";
  draw(values: Values<S>, random: Random): LinearMap;
}

/** Draws a displacement of each pixel of a square crop of `side` px. */
export interface DisplacementTransform<S = Strengths> extends Described<S> {
  readonly kind: "displacement";
  draw(values: Values<S>, random: Random, side: number): ElasticField;
}

/** Draws a change of intensities and applies it to a crop in place. */
export interface IntensityTransform<S = Strengths> extends Described<S> {
  readonly kind: "intensity";
  apply(crop: Crop, values: Values<S>, random: Random): void;
}

export type Transform = LinearTransform | DisplacementTransform | IntensityTransform;

/** A linear transform with typed strengths. */
export const linear = <const S extends Strengths>(
  transform: Omit<LinearTransform<S>, "kind">,
): LinearTransform<S> => ({ kind: "linear", ...transform });

/** A displacement with typed strengths. */
export const displacement = <const S extends Strengths>(
  transform: Omit<DisplacementTransform<S>, "kind">,
): DisplacementTransform<S> => ({ kind: "displacement", ...transform });

/** An intensity transform with typed strengths. */
export const intensity = <const S extends Strengths>(
  transform: Omit<IntensityTransform<S>, "kind">,
): IntensityTransform<S> => ({ kind: "intensity", ...transform });
