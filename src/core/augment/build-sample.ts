import { IGNORED, type Patch } from "../raster/plane.ts";
import type { Border } from "../targets/squared-distance.ts";
import { computeTargets } from "../targets/targets.ts";
import type { Padding } from "./augmentation.ts";
import { insideOf, sampleNearest } from "./resample.ts";
import type { Sample } from "./sample.ts";
import type { SourceCoordinates } from "./source-coordinates.ts";
import { withoutMargin } from "./without-margin.ts";

/**
 * A sample from the source coordinates of its pixels and the image already resampled there: labels from the
 * nearest pixel, and all targets computed again from those labels. For the targets, the region beyond the
 * image depends only on the border: with an open one the labels are reflected, which are never nearer than
 * the image's own pixels; with a closed one it is background. With zero padding, padded pixels are 0 in every
 * plane. The coordinates have `margin` px more on each side than the image and the sample: the targets take these
 * surroundings into account, and are then cut off.
 */
export function buildSample(
  labels: Patch<Int32Array>,
  coordinates: SourceCoordinates,
  image: Float32Array,
  { border, padding, margin = 0 }: { border: Border; padding: Padding; margin?: number },
): Sample {
  const { rows, columns } = coordinates;
  const inside = insideOf(coordinates, labels.of);
  const beyond = border === "closed" ? "zero" : "reflect";
  const data = sampleNearest(labels, coordinates, beyond, new Int32Array(rows * columns));
  const targets = computeTargets({ rows, columns, data }, { border, inside });
  if (padding === "zero") clearFilled(inside, [data, ...Object.values(targets)]);
  // The mask includes reflected cells, independent of the border in the distance.
  const shown =
    padding === beyond ? data : sampleNearest(labels, coordinates, padding, new Int32Array(data.length));
  const mask = new Float32Array(shown.length);
  for (let pixel = 0; pixel < mask.length; pixel++) if (shown[pixel] > 0) mask[pixel] = 1;
  // Reflected ignored pixels are ignored, too, and not background.
  const marked = shown === data ? data : data.map((id, pixel) => (shown[pixel] === IGNORED ? IGNORED : id));
  const planes = { rows, columns, labels: marked, mask, inside, ...targets };
  return { image, ...(margin === 0 ? planes : withoutMargin(planes, coordinates, margin)) };
}

function clearFilled(inside: Float32Array, planes: (Int32Array | Float32Array | Uint8Array)[]): void {
  for (let pixel = 0; pixel < inside.length; pixel++) {
    if (inside[pixel] > 0) continue;
    for (const plane of planes) {
      const channels = plane.length / inside.length;
      plane.fill(0, pixel * channels, (pixel + 1) * channels);
    }
  }
}
