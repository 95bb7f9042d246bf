import { encode } from "fast-png";
import type { Labels } from "../../core/raster/plane.ts";
import { labelSamples } from "./label-samples.ts";

/** A label image as a 16-bit grey PNG. Throws a LabError if an id needs more bits. */
export function writeLabelPng(labels: Labels): Uint8Array<ArrayBuffer> {
  const { rows, columns } = labels;
  const png = { width: columns, height: rows, data: labelSamples(labels), channels: 1, depth: 16 } as const;
  return encode(png) as Uint8Array<ArrayBuffer>;
}
