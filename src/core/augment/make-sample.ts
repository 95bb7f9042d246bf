import type { Border } from "../targets/squared-distance.ts";
import type { Augmentation } from "./augmentation.ts";
import { buildSample } from "./build-sample.ts";
import { type CropFrame, cropFrame } from "./crop-frame.ts";
import { type CropStart, drawCropStart } from "./crop-start.ts";
import { changeIntensities, drawDisplacement, drawLinearMap } from "./draw-transforms.ts";
import type { Random } from "./random.ts";
import { sampleBilinear } from "./resample.ts";
import type { Sample, StaleVectors } from "./sample.ts";
import { sourceBox } from "./source-box.ts";
import { mapCrop } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";
import { sourceVectors } from "./source-vectors.ts";
import { staleVectors } from "./stale-vectors.ts";

export interface SampleOptions {
  /** Side of the square crop in px. */
  readonly crop: number;
  readonly augmentation: Augmentation;
  readonly border: Border;
  readonly random: Random;
  /** Place of the crop; drawn if absent. */
  readonly start?: CropStart;
  /** Surroundings of the crop that its targets take into account, px; 0 if absent. */
  readonly targetMargin?: number;
}

/** An augmented crop; `stale` computes its stale vectors, for which it reads more of the image. */
export interface MadeSample {
  readonly sample: Sample;
  /** The crop's outline in the source, without the elastic displacement. */
  readonly frame: CropFrame;
  stale(): Promise<StaleVectors>;
  /** The image of the sample before the photometric transforms, `[row, column]`. */
  plain(): Float32Array;
}

/**
 * One augmented crop with all its targets. A single map gives the source coordinates of each pixel, and only
 * that part of the source is read. The image is sampled once with bilinear interpolation, the labels once
 * from the nearest pixel, and the targets are computed from the labels of the crop and its margin, never moved with it.
 * The stale vectors are the result of moving them. The margin changes the targets alone.
 */
export async function makeSample(source: SourceImage, options: SampleOptions): Promise<MadeSample> {
  const { crop, augmentation, border, random, targetMargin: margin = 0 } = options;
  const { padding } = augmentation;
  const start = options.start ?? drawCropStart(source, crop, random);
  const map = drawLinearMap(augmentation, random);
  const displacement = drawDisplacement(augmentation, crop, random);
  const coordinates = mapCrop(crop, start, map, displacement);
  const surroundings = margin === 0 ? coordinates : mapCrop(crop, start, map, displacement, margin);
  const box = sourceBox(surroundings, source);
  const { image, labels } = await source.read(box);
  const plane = sampleBilinear(image, coordinates, padding);
  changeIntensities({ image: plane, side: crop, deviation: source.deviation }, augmentation, random);
  const sample = buildSample(labels, surroundings, plane, { border, padding, margin });
  return {
    sample,
    plain: () => sampleBilinear(image, coordinates, padding),
    frame: cropFrame(crop, start, map),
    stale: async () => staleVectors(await sourceVectors(source, box, border), coordinates, sample, padding),
  };
}
