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

/** The places of a whole sample's pixels in its image. */
function wholeCoordinates({ image: { rows, columns } }: SourceImage, options: WholeOptions) {
  const start = (length: number) => Math.floor((length - taken(length, options)) / 2);
  const size = wholeSize({ rows, columns }, options);
  return mapWindow(size.rows, size.columns, { row: start(rows), column: start(columns) });
}

/** The image of `wholeSample` alone, without targets: `[row, column]`. */
export function wholePicture(
  source: SourceImage,
  options: WholeOptions,
): Size & { readonly image: Float32Array } {
  const coordinates = wholeCoordinates(source, options);
  const { rows, columns } = coordinates;
  return { rows, columns, image: sampleBilinear(source.image, coordinates, "mirror") };
}

/**
 * An image as it is, never augmented: the whole of it or its centre, made larger by mirroring at the bottom and at the
 * right until both sides are multiples of `multiple` px. What was added has `inside` 0.
 */
export function wholeSample(
  source: SourceImage,
  { border, ...options }: WholeOptions & { readonly border: Border },
): Sample {
  const coordinates = wholeCoordinates(source, options);
  const image = sampleBilinear(source.image, coordinates, "mirror");
  return buildSample(source, coordinates, image, { border, fill: "mirror" });
}
