import { LabError } from "../../core/errors.ts";
import type { Labels } from "../../core/raster/plane.ts";

const LARGEST_ID = 65_535;

/**
 * Labels as 16-bit samples, with ignored pixels as background. Throws a LabError if an id needs more bits.
 */
export function labelSamples({ data }: Labels): Uint16Array {
  const largest = data.reduce((high, id) => Math.max(high, id), 0);
  if (largest > LARGEST_ID) {
    throw new LabError(
      `A 16-bit label image holds ids up to ${LARGEST_ID}, but there is one of ${largest}. Renumber the cells.`,
    );
  }
  return Uint16Array.from(data, (id) => Math.max(0, id));
}
