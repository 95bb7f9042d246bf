import type { Border, Fill } from "../recipe/recipe.ts";
import { computeTargets } from "../targets/targets.ts";
import { insideOf, sampleNearest } from "./resample.ts";
import type { Sample } from "./sample.ts";
import type { SourceCoordinates } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";

/**
 * A sample from the places its pixels come from and the image already resampled there: labels by the nearest pixel,
 * then every target anew from those labels. Beyond the image the labels are mirrored, since what lies there is unknown;
 * with a closed border, or a fill of zero, nothing lies there.
 */
export function buildSample(
  { labels }: SourceImage,
  coordinates: SourceCoordinates,
  image: Float32Array,
  { border, fill }: { border: Border; fill: Fill },
): Sample {
  const { rows, columns } = coordinates;
  const inside = insideOf(coordinates, labels.rows, labels.columns);
  const labelFill = border === "closed" ? "zero" : fill;
  const data = sampleNearest(labels, coordinates, labelFill, new Int32Array(rows * columns));
  return {
    rows,
    columns,
    image,
    labels: data,
    mask: Float32Array.from(data, (id) => (id === 0 ? 0 : 1)),
    inside,
    ...computeTargets({ rows, columns, data }, { border, inside }),
  };
}
