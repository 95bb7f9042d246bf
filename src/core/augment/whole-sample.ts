import type { Border } from "../recipe/recipe.ts";
import { buildSample } from "./build-sample.ts";
import { sampleBilinear } from "./resample.ts";
import type { Sample } from "./sample.ts";
import { mapWindow } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";

/** What of an image is taken, and the multiple in px that its sides are made. */
export interface WholeOptions {
  readonly crop: number | "whole";
  readonly multiple: number;
}

interface Size {
  readonly rows: number;
  readonly columns: number;
}

const taken = (length: number, { crop }: WholeOptions) =>
  crop === "whole" ? length : Math.min(crop, length);

/** Size of the whole sample of an image of this size, px. */
export function wholeSize({ rows, columns }: Size, options: WholeOptions): Size {
  const { multiple } = options;
  const padded = (length: number) => Math.ceil(taken(length, options) / multiple) * multiple;
  return { rows: padded(rows), columns: padded(columns) };
}

/**
 * An image as it is, never augmented: the whole of it or its centre, made larger by mirroring at the bottom and at the
 * right until both sides are multiples of `multiple` px. What was added has `inside` 0.
 */
export function wholeSample(
  source: SourceImage,
  { border, ...options }: WholeOptions & { readonly border: Border },
): Sample {
  const { rows, columns } = source.image;
  const start = (length: number) => Math.floor((length - taken(length, options)) / 2);
  const size = wholeSize({ rows, columns }, options);
  const coordinates = mapWindow(size.rows, size.columns, { row: start(rows), column: start(columns) });
  const image = sampleBilinear(source.image, coordinates, "mirror");
  return buildSample(source, coordinates, image, { border, fill: "mirror" });
}
