import { type Box, type Size, wholeBox } from "../raster/plane.ts";
import type { Border } from "../targets/squared-distance.ts";
import { buildSample } from "./build-sample.ts";
import { sampleBilinear } from "./resample.ts";
import type { Sample } from "./sample.ts";
import { sourceBox } from "./source-box.ts";
import { mapWindow } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";

/** The size, padded to a multiple of `multiple` px. */
export function paddedSize({ rows, columns }: Size, multiple: number): Size {
  const padded = (length: number) => Math.ceil(length / multiple) * multiple;
  return { rows: padded(rows), columns: padded(columns) };
}

/** Source coordinates of the pixels of a window, with the image and labels there. */
async function readWindow(source: SourceImage, window: Box, multiple: number) {
  const size = paddedSize(window, multiple);
  const coordinates = mapWindow(size.rows, size.columns, { row: window.top, column: window.left });
  const { image, labels } = await source.read(sourceBox(coordinates, source));
  return { coordinates, image: sampleBilinear(image, coordinates, "reflect"), labels };
}

/** The image of `wholeSample` without targets, `[row, column]`. */
export async function wholeImage(
  source: SourceImage,
  { multiple }: { readonly multiple: number },
): Promise<Size & { readonly image: Float32Array }> {
  const { coordinates, image } = await readWindow(source, wholeBox(source), multiple);
  return { rows: coordinates.rows, columns: coordinates.columns, image };
}

/**
 * A rectangle of an image without augmentation; one whose sides are no multiples ends at the lower and right edge,
 * with reflection padding there to multiples of `multiple` px. `inside` is 0 in the padding.
 */
export async function windowSample(
  source: SourceImage,
  window: Box,
  { border, multiple }: { readonly border: Border; readonly multiple: number },
): Promise<Sample> {
  const { coordinates, image, labels } = await readWindow(source, window, multiple);
  return buildSample(labels, coordinates, image, { border, padding: "reflect" });
}

/** An image without augmentation, padded as by `windowSample`. */
export function wholeSample(
  source: SourceImage,
  options: { readonly border: Border; readonly multiple: number },
): Promise<Sample> {
  return windowSample(source, wholeBox(source), options);
}
