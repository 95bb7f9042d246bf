import type { Random } from "../augment/random.ts";
import type { Plane } from "../raster/plane.ts";
import { squaredDistance } from "../targets/squared-distance.ts";
import { addSpot } from "./add-spot.ts";
import { drawNucleus, type Nucleus, nucleusValue } from "./nucleus.ts";
import type { PaintedCells } from "./paint-labels.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** A stain of the nuclei (each label is a nucleus), or of the cytoplasm of whole cells. */
export interface Stain {
  readonly target: "nuclei" | "cytoplasm";
  /** Variation of the brightness between cells: standard deviation of its logarithm. */
  readonly spread: number;
  /** Relative strength of the texture. */
  readonly texture: number;
  /** Number of bright spots of dense chromatin per nucleus. */
  readonly chromocentres: number;
  /** Fraction of cells with condensed chromatin, which is several times as bright. */
  readonly condensed: number;
}

/** Length scales of the texture (chromatin or fibres) and of the coarse variation within a cell, px. */
const FINE_GRAIN = 1.6;
const COARSE_GRAIN = 4.5;

/** Depth at which the intensity reaches 63 % of its full value, px. */
const RISE = { nuclei: 1.5, cytoplasm: 3.5 };

/** Range of the brightness of condensed chromatin, relative. */
const CONDENSED_GAIN: readonly [number, number] = [1.8, 3.2];

/**
 * Stained cytoplasm: intensity at the margin, increase around the nucleus, and its width in nucleus radii.
 */
const MARGIN_LIGHT = 0.45;
const MIDDLE_LIGHT = 0.9;
const MIDDLE_WIDTH = 2.2;

/** The unstained nucleus below the cytoplasm: remaining intensity, and sharpness of the outline. */
const NUCLEUS_SHADOW = 0.35;
const NUCLEUS_SHARPNESS = 8;

/** Intensity of stained cytoplasm at a distance in nucleus radii from the nucleus' centre. */
function cytoplasmLight(value: number): number {
  const glow = MARGIN_LIGHT + MIDDLE_LIGHT * Math.exp(-((value / MIDDLE_WIDTH) ** 2));
  const shadow = 1 / (1 + Math.exp((value - 1) * NUCLEUS_SHARPNESS));
  return glow * (1 - (1 - NUCLEUS_SHADOW) * shadow);
}

/** Adds dark or bright spots at random positions in a nucleus. */
function addSpots(
  light: Plane,
  nucleus: Nucleus,
  count: number,
  spot: { sigma: number; height: () => number },
  keep: (pixel: number) => boolean,
  random: Random,
): void {
  for (let index = 0; index < count; index++) {
    const angle = random.uniform(0, 2 * Math.PI);
    const away = Math.sqrt(random.uniform(0, 0.6));
    const along = away * nucleus.halfLength * Math.cos(angle);
    const across = away * nucleus.halfWidth * Math.sin(angle);
    const place = {
      row: nucleus.row + along * Math.sin(nucleus.angle) + across * Math.cos(nucleus.angle),
      column: nucleus.column + along * Math.cos(nucleus.angle) - across * Math.sin(nucleus.angle),
      sigma: spot.sigma * random.uniform(0.7, 1.3),
      height: spot.height(),
    };
    addSpot(light, place, keep);
  }
}

/**
 * Intensity of the stained cells in focus, one value per pixel: 0 is dark, 1 a cell of typical brightness.
 */
export function stainedCells({ labels, shapes }: PaintedCells, stain: Stain, random: Random): Plane {
  const { rows, columns, data } = labels;
  const depth = Float32Array.from(squaredDistance(labels, "open"), Math.sqrt);
  const fine = smoothNoise(rows, columns, FINE_GRAIN, random);
  const coarse = smoothNoise(rows, columns, COARSE_GRAIN, random);
  const cells = shapes.map((shape) => ({
    brightness:
      Math.exp(stain.spread * random.normal()) *
      (random.chance(stain.condensed) ? random.uniform(...CONDENSED_GAIN) : 1),
    nucleus: stain.target === "nuclei" ? shape : drawNucleus(random, shape),
  }));
  const light: Plane = { rows, columns, data: new Float32Array(data.length) };
  data.forEach((id, pixel) => {
    if (id === 0) return;
    const { brightness, nucleus } = cells[id - 1];
    const rise = 1 - Math.exp(-(depth[pixel] - 0.4) / RISE[stain.target]);
    const texture = 1 + stain.texture * (0.55 * fine.data[pixel] + 0.7 * coarse.data[pixel]);
    let weight = rise * Math.max(0.1, texture);
    if (stain.target === "cytoplasm") {
      weight *= cytoplasmLight(nucleusValue(nucleus, Math.floor(pixel / columns), pixel % columns));
    }
    light.data[pixel] = brightness * weight;
  });
  if (stain.target === "nuclei") {
    cells.forEach(({ brightness, nucleus }, index) => {
      const keep = (pixel: number) => data[pixel] === index + 1;
      const dark = { sigma: 0.16 * nucleus.halfWidth, height: () => -brightness * random.uniform(0.2, 0.5) };
      addSpots(light, nucleus, random.integer(4), dark, keep, random);
      const bright = { sigma: 0.85, height: () => brightness * random.uniform(0.3, 0.8) };
      addSpots(
        light,
        nucleus,
        Math.round(stain.chromocentres * random.uniform(0.5, 1.5)),
        bright,
        keep,
        random,
      );
    });
  }
  return light;
}
