import type { Size } from "../raster/plane.ts";
import type { Border } from "../targets/squared-distance.ts";
import type { Augmentation } from "./augmentation.ts";
import { buildSample } from "./build-sample.ts";
import { changeIntensities, drawDisplacement, drawLinearMap } from "./draw-transforms.ts";
import type { Random } from "./random.ts";
import { sampleBilinear } from "./resample.ts";
import type { Sample, StaleVectors } from "./sample.ts";
import { sourceBox } from "./source-box.ts";
import { mapCrop, type SourceCoordinates } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";
import { sourceVectors } from "./source-vectors.ts";
import { staleVectors } from "./stale-vectors.ts";

export interface SampleOptions {
  /** Side of the square crop in px. */
  readonly crop: number;
  readonly augmentation: Augmentation;
  readonly border: Border;
  readonly random: Random;
}

/** An augmented crop; `stale` computes its stale vectors, for which it reads more of the image. */
export interface MadeSample {
  readonly sample: Sample;
  stale(): Promise<StaleVectors>;
  /** The image of the sample before the photometric transforms, `[row, column]`. */
  plain(): Float32Array;
}

/** First row or column of a crop: random within the image, or centred if the image is smaller. */
function drawStart(length: number, crop: number, random: Random): number {
  return length >= crop ? random.integer(length - crop + 1) : -Math.floor((crop - length) / 2);
}

function drawCoordinates(
  { rows, columns }: Size,
  { crop, augmentation, random }: SampleOptions,
): SourceCoordinates {
  const top = { row: drawStart(rows, crop, random), column: drawStart(columns, crop, random) };
  const map = drawLinearMap(augmentation, random);
  return mapCrop(crop, top, map, drawDisplacement(augmentation, crop, random));
}

/**
 * One augmented crop with all its targets. A single map gives the source coordinates of each pixel, and only
 * that part of the source is read. The image is sampled once with bilinear interpolation, the labels once
 * from the nearest pixel, and the targets are computed from the labels of the crop, never moved with it. The
 * stale vectors are the result of moving them.
 */
export async function makeSample(source: SourceImage, options: SampleOptions): Promise<MadeSample> {
  const { crop, augmentation, border, random } = options;
  const { padding } = augmentation;
  const coordinates = drawCoordinates(source, options);
  const box = sourceBox(coordinates, source);
  const { image, labels } = await source.read(box);
  const plane = sampleBilinear(image, coordinates, padding);
  changeIntensities({ image: plane, side: crop, deviation: source.deviation }, augmentation, random);
  const sample = buildSample(labels, coordinates, plane, { border, padding });
  return {
    sample,
    plain: () => sampleBilinear(image, coordinates, padding),
    stale: async () => staleVectors(await sourceVectors(source, box, border), coordinates, sample, padding),
  };
}
