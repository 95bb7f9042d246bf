import { angleErrorPlane } from "../metrics/angle-error.ts";
import type { Padding } from "./augmentation.ts";
import { sampleNearest } from "./resample.ts";
import type { Sample, StaleVectors } from "./sample.ts";
import type { SourceCoordinates } from "./source-coordinates.ts";
import type { SourceVectors } from "./source-vectors.ts";

/**
 * Vectors of the original image, only moved with their pixels, and their angle to the sample's correct
 * vectors.
 */
export function staleVectors(
  { vectors, ...place }: SourceVectors,
  coordinates: SourceCoordinates,
  sample: Sample,
  padding: Padding,
): StaleVectors {
  const moved = (data: Float32Array, channels: number) => {
    const target = new Float32Array(channels * sample.mask.length);
    return sampleNearest({ ...place, data }, coordinates, padding, target, channels);
  };
  const unitVectors = moved(vectors.unitVectors, 2);
  const valid = moved(vectors.valid, 1).map((on, pixel) => on * sample.inside[pixel]);
  const both = valid.map((on, pixel) => on * sample.valid[pixel]);
  return { unitVectors, valid, angle: angleErrorPlane(unitVectors, sample.unitVectors, both) };
}
