import type { Labels } from "../../core/raster/plane.ts";

/** A label image and the name of the image that it belongs to. */
export interface NamedLabels {
  readonly name: string;
  readonly labels: Labels;
}
