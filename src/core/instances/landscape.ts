import { gaussianBlur, SCIPY_BLUR } from "../raster/gaussian-blur.ts";
import type { Labels, Plane } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { componentsOf } from "./components-of.ts";
import { divergenceOf } from "./divergence.ts";
import { floodSeeds } from "./flood-seeds.ts";
import type { InstanceParameters } from "./parameters.ts";
import { prominentPeaks } from "./prominent-peaks.ts";

/** Steps per level in which peaks and passes are compared: finer differences are noise. */
const PEAK_STEPS = 16;
/** Steps per level in which the water rises, which decides where two cells meet. */
const FLOOD_STEPS = 4096;

/** Cells that touch at a corner are connected. */
const NEIGHBOURS = 8;

const clip = (value: number) => Math.min(1, Math.max(-1, value));

/**
 * The landscape whose peaks are cells, in levels: the expected level minus `part` times the divergence of the
 * vectors, clipped to -1..1, blurred by a Gaussian. Vectors diverge where two cells touch, which lowers the
 * pass between them, and converge on ridges, which raises those. Without level probabilities, the likeliest
 * level stands for the expected one.
 */
export function landscapeOf(
  field: CellField,
  { part, sigma }: Pick<InstanceParameters["landscape"], "part" | "sigma">,
): Plane {
  const { rows, columns, level, expectedLevel, unitVectors } = field;
  const divergence = divergenceOf(field, unitVectors);
  const depth = expectedLevel ?? level;
  const data = Float32Array.from(divergence, (value, pixel) => depth[pixel] - part * clip(value));
  const plane = { rows, columns, data };
  return sigma === 0 ? plane : gaussianBlur(plane, sigma, SCIPY_BLUR);
}

/** The landscape in whole steps from its lowest place up. */
function heightsOf({ data }: Plane, stepsPerLevel: number): Int32Array {
  const steps = Int32Array.from(data, (value) => Math.round(value * stepsPerLevel));
  const lowest = steps.reduce((low, step) => Math.min(low, step), 0);
  return steps.map((step) => step - lowest);
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
 * Cells by a seeded watershed on levels and divergence together. A peak of the landscape becomes a cell if it
 * rises by more than `prominence` above the pass to a higher peak; the highest peak of a connected component
 * of the mask always does, so no component is lost but those below the minimum size.
 */
export function floodLandscape(field: CellField, parameters: InstanceParameters["landscape"]): Labels {
  const { rows, columns, mask } = field;
  const landscape = landscapeOf(field, parameters);
  const level = heightsOf(landscape, PEAK_STEPS);
  const prominence = Math.floor(parameters.prominence * PEAK_STEPS) + 1;
  const seeds = prominentPeaks({ rows, columns, mask, level }, prominence, NEIGHBOURS);
  const energy = heightsOf(landscape, FLOOD_STEPS).map((height) => -height);
  const cells = floodSeeds(highestSeeds(seeds, level), energy, mask, NEIGHBOURS);
  return componentsOf(cells, { neighbours: NEIGHBOURS, minimum: parameters.minimum });
}
