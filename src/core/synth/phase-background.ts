import type { Random } from "../augment/random.ts";
import type { Plane } from "../raster/plane.ts";
import { addSpot } from "./add-spot.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** Shading by uneven illumination: relative amplitude, and length scale in px. */
const SHADING = 0.07;
const SHADING_GRAIN = 120;

/** Mottle of the medium and the dish: relative amplitude, and length scale in px. */
const MOTTLE = 0.018;
const MOTTLE_GRAIN = 9;

/** Diffraction rings of dust out of focus: relative amplitude, and distance between rings in px. */
const RING_STRENGTH = 0.035;
const RING_PERIOD = 6;

function addRings(light: Plane, random: Random): void {
  const row = random.uniform(0, light.rows);
  const column = random.uniform(0, light.columns);
  const reach = random.uniform(6, 26);
  const strength = RING_STRENGTH * random.uniform(0.4, 1);
  light.data.forEach((value, pixel) => {
    const away = Math.hypot(Math.floor(pixel / light.columns) - row, (pixel % light.columns) - column);
    if (away > 2 * reach) return;
    const fade = Math.exp(-((away / reach) ** 2));
    light.data[pixel] = value + strength * fade * Math.cos((2 * Math.PI * away) / RING_PERIOD);
  });
}

/** Intensity without cells, 1 on average: shading, mottle, and a few rings of dust out of focus. */
export function phaseBackground(rows: number, columns: number, random: Random): Plane {
  const shading = smoothNoise(rows, columns, SHADING_GRAIN, random);
  const mottle = smoothNoise(rows, columns, MOTTLE_GRAIN, random);
  const data = shading.data.map((value, pixel) => 1 + SHADING * value + MOTTLE * mottle.data[pixel]);
  const light = { rows, columns, data };
  const rings = random.integer(4);
  for (let ring = 0; ring < rings; ring++) addRings(light, random);
  return light;
}

/** Adds debris of dead cells and dust between the cells to a plane of optical thickness. */
export function addDebris(thickness: Plane, labels: Int32Array, random: Random): void {
  const heaps = 4 + random.integer(14);
  for (let heap = 0; heap < heaps; heap++) {
    const row = random.uniform(0, thickness.rows);
    const column = random.uniform(0, thickness.columns);
    const specks = 1 + random.integer(4);
    for (let speck = 0; speck < specks; speck++) {
      const spot = {
        row: row + 2 * random.normal(),
        column: column + 2 * random.normal(),
        sigma: random.uniform(0.6, 1.3),
        height: random.uniform(0.15, 0.6) * (random.chance(0.8) ? 1 : -1),
      };
      addSpot(thickness, spot, (at) => labels[at] === 0);
    }
  }
}
