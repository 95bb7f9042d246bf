import type { Labels, Plane } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { componentsOf } from "./components-of.ts";
import { floodSeeds } from "./flood-seeds.ts";
import { prominentPeaks } from "./prominent-peaks.ts";

/** Steps per level or px in which peaks and passes are compared: finer differences are noise. */
const PEAK_STEPS = 16;
/** Steps per level or px in which the water rises, which decides where two cells meet. */
const FLOOD_STEPS = 4096;

/** Cells that touch at a corner are connected. */
const NEIGHBOURS = 8;

/** The landscape in whole steps from its lowest place up, or from 0 if that is lower. */
function heightsOf({ data }: Plane, steps: number): Int32Array {
  const heights = Int32Array.from(data, (value) => Math.round(value * steps));
  const lowest = heights.reduce((low, height) => Math.min(low, height), 0);
  return heights.map((height) => height - lowest);
}

/**
 * Seeds on the highest plateaus of their peaks only. Lesser peaks are left to the flood, which passes to them
 * in steps finer than those of the peaks.
 */
function highestSeeds(seeds: Labels, level: Int32Array): Labels {
  const tops = new Int32Array(seeds.data.length + 1);
  seeds.data.forEach((id, pixel) => {
    tops[id] = Math.max(tops[id], level[pixel]);
  });
  return { ...seeds, data: seeds.data.map((id, pixel) => (level[pixel] === tops[id] ? id : 0)) };
}

/**
 * Cells by a seeded watershed on a landscape, in levels or px. A peak becomes a cell if it rises above the pass to a
 * higher peak by more than `riseOf` its height, in the unit of the landscape; the highest peak of a connected
 * component of the mask always does, so no component is lost but those below `minimum` px.
 */
export function floodPeaks(
  landscape: Plane,
  mask: CellField["mask"],
  riseOf: (height: number) => number,
  minimum: number,
): Labels {
  const { rows, columns } = landscape;
  const level = heightsOf(landscape, PEAK_STEPS);
  const prominence = (height: number) => Math.floor(riseOf(height / PEAK_STEPS) * PEAK_STEPS) + 1;
  const seeds = prominentPeaks({ rows, columns, mask, level }, prominence, NEIGHBOURS);
  const energy = heightsOf(landscape, FLOOD_STEPS).map((height) => -height);
  const cells = floodSeeds(highestSeeds(seeds, level), energy, mask, NEIGHBOURS);
  return componentsOf(cells, { neighbours: NEIGHBOURS, minimum });
}
