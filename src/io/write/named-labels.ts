import type { Labels } from "../../core/raster/plane.ts";

/** A label image and the name of its image. */
export interface NamedLabels {
  readonly name: string;
  readonly labels: Labels;
}
