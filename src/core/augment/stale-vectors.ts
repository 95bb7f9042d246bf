import { angleErrorPlane } from "../metrics/angle-error.ts";
import type { Padding } from "./augmentation.ts";
import { sampleNearest } from "./resample.ts";
import type { Sample, StaleVectors } from "./sample.ts";
import type { SourceCoordinates } from "./source-coordinates.ts";
import type { SourceVectors } from "./source-vectors.ts";

/** What moving the vectors of the untouched image with its pixels would have given, beside a sample's right ones. */
export function staleVectors(
  { vectors, ...place }: SourceVectors,
  coordinates: SourceCoordinates,
  sample: Sample,
  padding: Padding,
): StaleVectors {
  const moved = (data: Float32Array) =>
    sampleNearest({ ...place, data }, coordinates, padding, new Float32Array(sample.mask.length));
  const uvec0 = moved(vectors.uvec0);
  const uvec1 = moved(vectors.uvec1);
  const valid = moved(vectors.valid).map((on, pixel) => on * sample.inside[pixel]);
  const both = valid.map((on, pixel) => on * sample.valid[pixel]);
  return { uvec0, uvec1, valid, angle: angleErrorPlane(uvec0, uvec1, sample.uvec0, sample.uvec1, both) };
}
