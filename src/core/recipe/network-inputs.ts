import type { ImageValues } from "./recipe.ts";

/** Which unit vectors the Watershed Net learnt to read: true ones, or those that the Direction Net writes. */
export type VectorSource = "true" | "predicted";

/** How what networks are given was made; those that are absent are as the recipe says. */
export interface NetworkInputs {
  readonly semantic?: ImageValues;
  readonly direction?: ImageValues;
  readonly energy?: { readonly unitVectors: VectorSource };
}
