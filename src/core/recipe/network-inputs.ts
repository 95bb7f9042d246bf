import type { ImageValues } from "./recipe.ts";

/** Unit vectors that the Watershed Net was trained on: ground truth, or predictions of the Direction Net. */
export type VectorSource = "true" | "predicted";

/** Preparation of the networks' inputs; a missing entry is that of the recipe. */
export interface NetworkInputs {
  readonly semantic?: ImageValues;
  readonly direction?: ImageValues;
  readonly shared?: ImageValues;
  readonly energy?: { readonly unitVectors: VectorSource };
}
