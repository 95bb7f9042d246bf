import type { Labels } from "../raster/plane.ts";
import { LEVEL_EDGES } from "../targets/level.ts";
import type { CellField } from "./cell-field.ts";
import { floodPeaks } from "./flood-peaks.ts";
import { integratedDepth } from "./integrated-depth.ts";
import type { InstanceParameters } from "./parameters.ts";

/** Depth that stands for the deepest level, which has no upper edge, in px. */
const DEEPEST = 59;

/** Depth in the middle of each level, px. */
const MIDDLES = LEVEL_EDGES.map((edge, level) =>
  level + 1 < LEVEL_EDGES.length ? (edge + LEVEL_EDGES[level + 1]) / 2 : DEEPEST,
);

/** Depth in px of a level, linear between the middles of whole levels. */
function depthOfLevel(level: number): number {
  const below = Math.min(MIDDLES.length - 2, Math.floor(level));
  return MIDDLES[below] + (level - below) * (MIDDLES[below + 1] - MIDDLES[below]);
}

/**
 * Cells by a seeded watershed on the depth that vectors and levels together give, `integratedDepth`. A peak becomes a
 * cell if it rises above the pass to a higher peak by more than `prominence` px or by more than the fraction `share`
 * of its depth, whichever is less: small cells are shallow. Without level probabilities, the likeliest level stands
 * for the expected one.
 */
export function floodDepth(field: CellField, parameters: InstanceParameters["depth"]): Labels {
  const { rows, columns, level, expectedLevel, unitVectors, mask } = field;
  const { reach, prominence, share, minimum } = parameters;
  const levels = Float32Array.from(expectedLevel ?? level, depthOfLevel);
  const data = integratedDepth(field, levels, unitVectors, reach).map((depth) => Math.max(0, depth));
  const riseOf = (depth: number) => Math.min(prominence, share * depth);
  return floodPeaks({ rows, columns, data }, mask, riseOf, minimum);
}
