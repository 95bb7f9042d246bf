import type { ImageContrast } from "../../state/image-contrast.ts";
import type { Appearance, FieldPlane } from "./appearance.ts";
import { percentileRange } from "./image-range.ts";

/** Contrast at 100 and, inverted, at -100. */
const LARGEST_FACTOR = 5;

/** Percentiles drawn black and white by `auto`. */
const AUTO = { low: 1, high: 99 } as const;

type Range = readonly [low: number, high: number];

/** The automatic ranges of images that have been drawn; a range takes a sort. */
const autoRanges = new WeakMap<FieldPlane["data"], Range>();

function autoRange(image: FieldPlane["data"]): Range {
  const known = autoRanges.get(image);
  if (known) return known;
  const range = percentileRange(image, AUTO.low, AUTO.high);
  autoRanges.set(image, range);
  return range;
}

/**
 * The range whose ends are drawn black and white: brightness shifts the drawn intensities (0 to 1), contrast
 * multiplies their distance from the middle.
 */
export function contrastRange(
  [low, high]: Range,
  { brightness, contrast }: Pick<ImageContrast, "brightness" | "contrast">,
): Range {
  const factor = LARGEST_FACTOR ** (contrast / 100);
  const at = (drawn: number) => low + (high - low) * (0.5 + (drawn - 0.5 - brightness / 100) / factor);
  return [at(0), at(1)];
}

/** The appearance of a grey image with brightness, contrast and gamma applied. */
export function applyContrast(
  image: FieldPlane["data"],
  appearance: Appearance,
  contrast: ImageContrast,
): Appearance {
  const range = contrast.auto ? autoRange(image) : appearance.range;
  return { ...appearance, range: contrastRange(range, contrast), gamma: contrast.gamma };
}
