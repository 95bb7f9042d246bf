import type { Labels } from "../raster/plane.ts";
import { areaWeight } from "./area-weight.ts";
import { levels } from "./level.ts";
import { type Border, squaredDistance } from "./squared-distance.ts";
import { type UnitVectors, unitVectors } from "./unit-vectors.ts";

/** What the networks are taught of a label image; one value per pixel, but for the vectors. */
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
 * @param inside 1 on pixels of the real image, 0 where it was filled: those are nowhere valid and weigh nothing, and
 * no difference is taken across their edge. Their labels do shape the distance: mirror the image's own where the border
 * is open, leave 0 where it is closed
 */
export function computeTargets(
  labels: Labels,
  { border, inside = null }: { border: Border; inside?: Float32Array | null },
): Targets {
  const squared = squaredDistance(labels, border);
  const { unitVectors: vectors, valid } = unitVectors(labels, squared, inside);
  return {
    distance: Float32Array.from(squared, Math.sqrt),
    level: levels(squared),
    unitVectors: vectors,
    valid: inside ? valid.map((on, pixel) => on * inside[pixel]) : valid,
    weight: areaWeight(labels.data, inside),
  };
}
