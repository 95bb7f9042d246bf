import type { Labels } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { componentsOf } from "./components-of.ts";
import { floodSeeds } from "./flood-seeds.ts";
import type { InstanceParameters } from "./parameters.ts";
import { prominentPeaks } from "./prominent-peaks.ts";

/**
 * Cells by a seeded watershed on the energy, the negative levels: prominent peaks of the levels are the
 * seeds, from which the water fills the mask. Every connected component of the mask has a peak: only cells
 * below the minimum size are lost.
 */
export function watershed(field: CellField, parameters: InstanceParameters["watershed"]): Labels {
  const { prominence, neighbours } = parameters;
  const seeds = prominentPeaks(field, () => prominence, neighbours);
  const energy = Int32Array.from(field.level, (level) => -level);
  return componentsOf(floodSeeds(seeds, energy, field.mask, neighbours), parameters);
}
