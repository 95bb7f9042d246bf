import type { Border } from "../targets/squared-distance.ts";
import type { Padding } from "./augmentation.ts";
import { buildSample } from "./build-sample.ts";
import { type CropFrame, cropFrame } from "./crop-frame.ts";
import type { CropStart } from "./crop-start.ts";
import { turning } from "./linear-map.ts";
import { sampleBilinear } from "./resample.ts";
import type { Sample, StaleVectors } from "./sample.ts";
import { sourceBox } from "./source-box.ts";
import { mapCrop } from "./source-coordinates.ts";
import type { SourceImage } from "./source-image.ts";
import { sourceVectors } from "./source-vectors.ts";
import { staleVectors } from "./stale-vectors.ts";

export interface RotationOptions {
  /** Side of the square crop in px. */
  readonly crop: number;
  readonly start: CropStart;
  /** From the row axis towards the column axis: counter-clockwise on the screen. */
  readonly degrees: number;
  readonly border: Border;
  readonly padding: Padding;
}

/** A rotated crop, its stale vectors, and its outline in the source. */
export interface RotatedSample {
  readonly sample: Sample;
  readonly stale: StaleVectors;
  readonly frame: CropFrame;
}

/**
 * Surroundings of the crop in px for its targets: more than the depth of most cells. They are enlarged for
 * deeper cells, up to a limit that bounds the memory.
 */
const FIRST_MARGIN = 64;
const LAST_MARGIN = 512;

/** Whether no pixel beyond the surroundings of a crop can be nearer than the nearest one found. */
function isCertain({ labels, distance }: Sample, margin: number): boolean {
  return labels.every((id, pixel) => id <= 0 || (distance[pixel] > 0 && distance[pixel] <= margin));
}

async function rotatedWithin(source: SourceImage, options: RotationOptions, margin: number) {
  const { crop, start, degrees, border, padding } = options;
  const map = turning(degrees);
  const coordinates = mapCrop(crop, start, map, null);
  const surroundings = mapCrop(crop, start, map, null, margin);
  const box = sourceBox(surroundings, source);
  const { image, labels } = await source.read(box);
  const plane = sampleBilinear(image, coordinates, padding);
  const sample = buildSample(labels, surroundings, plane, { border, padding, margin });
  return {
    sample,
    stale: async () => staleVectors(await sourceVectors(source, box, border), coordinates, sample, padding),
  };
}

/**
 * A crop rotated about its centre by exactly this angle: image and labels move together, the targets are
 * computed again from the moved labels, and the stale vectors only move with their pixels. Unlike those of a
 * training sample, the targets also take the surroundings of the crop into account: its edge then adds no
 * difference of its own between the stale and the recomputed vectors.
 */
export async function rotatedSample(source: SourceImage, options: RotationOptions): Promise<RotatedSample> {
  const { crop, start, degrees } = options;
  for (let margin = FIRST_MARGIN; ; margin *= 2) {
    const { sample, stale } = await rotatedWithin(source, options, margin);
    const last = margin >= LAST_MARGIN || margin >= Math.max(source.rows, source.columns);
    if (!last && !isCertain(sample, margin)) continue;
    return { sample, stale: await stale(), frame: cropFrame(crop, start, turning(degrees)) };
  }
}
