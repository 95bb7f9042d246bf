import { angleErrorPlane } from "../metrics/angle-error.ts";
import type { Augmentation, Border } from "../recipe/recipe.ts";
import { buildSample } from "./build-sample.ts";
import { drawElasticField } from "./elastic-field.ts";
import { drawLinearMap } from "./linear-map.ts";
import { applyPhotometric } from "./photometric.ts";
import type { Random } from "./random.ts";
import { sampleBilinear, sampleNearest } from "./resample.ts";
import type { Sample, StaleVectors } from "./sample.ts";
import { mapCrop, type SourceCoordinates } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";

/** An augmented crop, and its stale vectors where they were asked for. */
export interface MadeSample {
  readonly sample: Sample;
  readonly stale: StaleVectors | null;
}

export interface SampleOptions {
  /** Side of the square crop in px. */
  readonly crop: number;
  readonly augmentation: Augmentation;
  readonly border: Border;
  readonly random: Random;
  readonly withStale: boolean;
}

/** First row or column of a crop: anywhere it fits, or centred where the image is smaller. */
function drawStart(length: number, crop: number, random: Random): number {
  return length >= crop ? random.integer(length - crop + 1) : -Math.floor((crop - length) / 2);
}

function staleVectors(
  source: SourceImage,
  coordinates: SourceCoordinates,
  sample: Sample,
  { augmentation, border }: SampleOptions,
): StaleVectors {
  const { rows, columns } = source.labels;
  const vectors = source.vectors(border);
  const moved = (data: Float32Array) =>
    sampleNearest(
      { rows, columns, data },
      coordinates,
      augmentation.fill,
      new Float32Array(sample.mask.length),
    );
  const uvec0 = moved(vectors.uvec0);
  const uvec1 = moved(vectors.uvec1);
  const valid = moved(vectors.valid).map((on, pixel) => on * sample.inside[pixel]);
  const both = valid.map((on, pixel) => on * sample.valid[pixel]);
  return { uvec0, uvec1, valid, angle: angleErrorPlane(uvec0, uvec1, sample.uvec0, sample.uvec1, both) };
}

/**
 * One augmented crop with all its targets. One map takes each pixel to its place in the source; the image is read
 * there once, bilinear, the labels once, nearest, and the targets are computed from the labels of the crop, never moved
 * with it. The stale vectors are what moving them would have given.
 */
export function makeSample(source: SourceImage, options: SampleOptions): MadeSample {
  const { crop, augmentation, border, random, withStale } = options;
  const { rows, columns } = source.image;
  const top = { row: drawStart(rows, crop, random), column: drawStart(columns, crop, random) };
  const map = drawLinearMap(augmentation, random);
  const { probability, amplitude, spacing } = augmentation.elastic;
  const elastic = random.chance(probability) ? drawElasticField(crop, amplitude, spacing, random) : null;
  const coordinates = mapCrop(crop, top, map, elastic);
  const image = sampleBilinear(source.image, coordinates, augmentation.fill);
  applyPhotometric(image, crop, augmentation, source.deviation, random);
  const sample = buildSample(source, coordinates, image, { border, fill: augmentation.fill });
  return { sample, stale: withStale ? staleVectors(source, coordinates, sample, options) : null };
}
