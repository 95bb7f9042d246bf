import type { Size } from "../raster/plane.ts";
import type { Border } from "../targets/squared-distance.ts";
import { buildSample } from "./build-sample.ts";
import { sampleBilinear } from "./resample.ts";
import type { Sample } from "./sample.ts";
import { sourceBox } from "./source-box.ts";
import { mapWindow } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";

/** Region of an image, and the multiple in px to which its sides are padded. */
export interface WholeOptions {
  readonly crop: number | "whole";
  readonly multiple: number;
}

const taken = (length: number, { crop }: WholeOptions) =>
  crop === "whole" ? length : Math.min(crop, length);

/** Size in px of the sample of an image of this size. */
export function wholeSize({ rows, columns }: Size, options: WholeOptions): Size {
  const { multiple } = options;
  const padded = (length: number) => Math.ceil(taken(length, options) / multiple) * multiple;
  return { rows: padded(rows), columns: padded(columns) };
}

/** Source coordinates of a sample's pixels, with the image and labels there. */
async function readWhole(source: SourceImage, options: WholeOptions) {
  const start = (length: number) => Math.floor((length - taken(length, options)) / 2);
  const size = wholeSize(source, options);
  const top = { row: start(source.rows), column: start(source.columns) };
  const coordinates = mapWindow(size.rows, size.columns, top);
  const { image, labels } = await source.read(sourceBox(coordinates, source));
  return { coordinates, image: sampleBilinear(image, coordinates, "reflect"), labels };
}

/** The image of `wholeSample` without targets, `[row, column]`. */
export async function wholeImage(
  source: SourceImage,
  options: WholeOptions,
): Promise<Size & { readonly image: Float32Array }> {
  const { coordinates, image } = await readWhole(source, options);
  return { rows: coordinates.rows, columns: coordinates.columns, image };
}

/**
 * An image without augmentation: the whole image or its centre, with reflection padding at the bottom and
 * right to multiples of `multiple` px. `inside` is 0 in the padding.
 */
export async function wholeSample(
  source: SourceImage,
  { border, ...options }: WholeOptions & { readonly border: Border },
): Promise<Sample> {
  const { coordinates, image, labels } = await readWhole(source, options);
  return buildSample(labels, coordinates, image, { border, padding: "reflect" });
}
