import type { Border } from "../recipe/recipe.ts";
import { buildSample } from "./build-sample.ts";
import { sampleBilinear } from "./resample.ts";
import type { Sample } from "./sample.ts";
import { mapWindow } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";

/**
 * An image as it is, never augmented: the whole of it or its centre, made larger by mirroring at the bottom and at the
 * right until both sides are multiples of `multiple` px. What was added has `inside` 0.
 */
export function wholeSample(
  source: SourceImage,
  { border, crop, multiple }: { border: Border; crop: number | "whole"; multiple: number },
): Sample {
  const { rows, columns } = source.image;
  const size = (length: number) => (crop === "whole" ? length : Math.min(crop, length));
  const start = (length: number) => Math.floor((length - size(length)) / 2);
  const padded = (length: number) => Math.ceil(size(length) / multiple) * multiple;
  const top = { row: start(rows), column: start(columns) };
  const coordinates = mapWindow(padded(rows), padded(columns), top);
  const image = sampleBilinear(source.image, coordinates, "mirror");
  return buildSample(source, coordinates, image, { border, fill: "mirror" });
}
