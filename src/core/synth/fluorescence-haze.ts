import type { Random } from "../augment/random.ts";
import { gaussianBlur } from "../raster/gaussian-blur.ts";
import type { Plane } from "../raster/plane.ts";
import { addSpot } from "./add-spot.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** Light of the cells spread by the optics, near and far from them: sigma in px. */
const NEAR_SIGMA = 5;
const FAR_SIGMA = 18;

/** Length scale of the uneven background, px. */
const UNEVEN_GRAIN = 90;

/** Out-of-focus objects above and below the focal plane: intensity, and sigma in px. */
const GHOST_LIGHT: readonly [number, number] = [0.02, 0.12];
const GHOST_SIGMA: readonly [number, number] = [8, 18];

/**
 * Adds the out-of-focus light of a wide-field microscope to the cells in focus: haze around them (`strength`
 * 0..1), blurred objects out of focus, and a faint uneven background.
 */
export function addHaze(light: Plane, strength: number, background: number, random: Random): Plane {
  const near = gaussianBlur(light, NEAR_SIGMA).data;
  const far = gaussianBlur(light, FAR_SIGMA).data;
  const uneven = smoothNoise(light.rows, light.columns, UNEVEN_GRAIN, random).data;
  const data = light.data.map(
    (value, pixel) =>
      value +
      strength * (0.5 * near[pixel] + 0.7 * far[pixel]) +
      background * Math.max(0, 1 + 0.3 * uneven[pixel]),
  );
  const hazy = { ...light, data };
  const ghosts = random.integer(6);
  for (let ghost = 0; ghost < ghosts; ghost++) {
    addSpot(hazy, {
      row: random.uniform(0, light.rows),
      column: random.uniform(0, light.columns),
      sigma: random.uniform(...GHOST_SIGMA),
      height: random.uniform(...GHOST_LIGHT),
    });
  }
  return hazy;
}
