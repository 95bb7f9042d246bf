import { encode } from "fast-png";
import type { Labels } from "../../core/raster/plane.ts";
import { labelSamples } from "./label-samples.ts";

/** A label image as a grey PNG of 16 bits. Throws a LabError when an id needs more. */
export function writeLabelPng(labels: Labels): Uint8Array<ArrayBuffer> {
  const { rows, columns } = labels;
  const png = { width: columns, height: rows, data: labelSamples(labels), channels: 1, depth: 16 } as const;
  return encode(png) as Uint8Array<ArrayBuffer>;
}
