import type { Labels } from "../raster/plane.ts";
import { areaWeight } from "./area-weight.ts";
import { levels } from "./level.ts";
import { type Border, squaredDistance } from "./squared-distance.ts";
import { type UnitVectors, unitVectors } from "./unit-vectors.ts";

/** Training targets of a label image; one value per pixel, except for the vectors. */
export interface Targets extends UnitVectors {
  /** Distance in px to the nearest pixel that is not of the cell. */
  readonly distance: Float32Array;
  /** Depth level 0..15. */
  readonly level: Uint8Array;
  /** 1 / sqrt(area of the cell). */
  readonly weight: Float32Array;
}

/**
 * All targets of a label image `[row, column]`.
 * @param inside 1 on pixels of the real image, 0 in the padding, which is never valid and has weight 0; no
 * difference is taken across its edge. Labels in the padding do affect the distance: they must be reflected
 * if the border is open, and 0 if it is closed
 */
export function computeTargets(
  labels: Labels,
  { border, inside = null }: { border: Border; inside?: Float32Array | null },
): Targets {
  const squared = squaredDistance(labels, border);
  const { unitVectors: vectors, valid } = unitVectors(labels, squared, inside);
  if (inside) for (let pixel = 0; pixel < valid.length; pixel++) valid[pixel] *= inside[pixel];
  const distance = new Float32Array(squared.length);
  for (let pixel = 0; pixel < distance.length; pixel++) distance[pixel] = Math.sqrt(squared[pixel]);
  return {
    distance,
    level: levels(squared),
    unitVectors: vectors,
    valid,
    weight: areaWeight(labels.data, inside),
  };
}
