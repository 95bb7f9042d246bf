import { gaussianBlur, SCIPY_BLUR } from "../raster/gaussian-blur.ts";
import type { Labels, Plane } from "../raster/plane.ts";
import type { CellField } from "./cell-field.ts";
import { divergenceOf } from "./divergence.ts";
import { floodPeaks } from "./flood-peaks.ts";
import type { InstanceParameters } from "./parameters.ts";

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

/**
 * Cells by a seeded watershed on levels and divergence together. A peak of the landscape becomes a cell if it
 * rises by more than `prominence` above the pass to a higher peak; the highest peak of a connected component
 * of the mask always does, so no component is lost but those below the minimum size.
 */
export function floodLandscape(field: CellField, parameters: InstanceParameters["landscape"]): Labels {
  const { prominence, minimum } = parameters;
  return floodPeaks(landscapeOf(field, parameters), field.mask, () => prominence, minimum);
}
