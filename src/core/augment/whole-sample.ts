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

/** Source coordinates of the pixels of a window and its margin, with the image in the window and the labels there. */
async function readWindow(source: SourceImage, window: Box, multiple: number, margin = 0) {
  const { rows, columns } = paddedSize(window, multiple);
  const around = (more: number) =>
    mapWindow(rows + 2 * more, columns + 2 * more, { row: window.top - more, column: window.left - more });
  const coordinates = around(0);
  const surroundings = margin === 0 ? coordinates : around(margin);
  const { image, labels } = await source.read(sourceBox(surroundings, source));
  return { rows, columns, surroundings, image: sampleBilinear(image, coordinates, "reflect"), labels };
}

/** The image of `wholeSample` without targets, `[row, column]`. */
export async function wholeImage(
  source: SourceImage,
  { multiple }: { readonly multiple: number },
): Promise<Size & { readonly image: Float32Array }> {
  const { rows, columns, image } = await readWindow(source, wholeBox(source), multiple);
  return { rows, columns, image };
}

/**
 * A rectangle of an image without augmentation; one whose sides are no multiples ends at the lower and right edge,
 * with reflection padding there to multiples of `multiple` px. `inside` is 0 in the padding. The targets take
 * `targetMargin` px around it into account.
 */
export async function windowSample(
  source: SourceImage,
  window: Box,
  options: { readonly border: Border; readonly multiple: number; readonly targetMargin?: number },
): Promise<Sample> {
  const { border, multiple, targetMargin = 0 } = options;
  // Nothing is known around a whole image.
  const isWhole = window.rows === source.rows && window.columns === source.columns;
  const margin = isWhole ? 0 : targetMargin;
  const { surroundings, image, labels } = await readWindow(source, window, multiple, margin);
  return buildSample(labels, surroundings, image, { border, padding: "reflect", margin });
}

/** An image without augmentation, padded as by `windowSample`. */
export function wholeSample(
  source: SourceImage,
  options: { readonly border: Border; readonly multiple: number },
): Promise<Sample> {
  return windowSample(source, wholeBox(source), options);
}
