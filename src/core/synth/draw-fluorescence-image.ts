import type { Random } from "../augment/random.ts";
import type { Labels, Pixels } from "../raster/plane.ts";
import { drawRoundCell, drawSpindleCell, drawSpreadCell } from "./draw-shape.ts";
import { addHaze } from "./fluorescence-haze.ts";
import { type Stain, stainedCells } from "./fluorescence-stain.ts";
import { type Growth, growCells } from "./grow-cells.ts";
import { expose } from "./sensor.ts";

/** A stained preparation: arrangement and shape of the cells, stain and haze. */
interface Preparation extends Growth {
  readonly stain: Stain;
  readonly haze: readonly [number, number];
}

const PREPARATIONS: readonly Preparation[] = [
  // Small nuclei, crowded.
  {
    cells: [48, 72],
    arrangement: { largestGroup: 7, singles: 0.8, closest: 0.8, farthest: 0.98, disorder: 0.8 },
    draw: (random, place) => drawRoundCell(random, place, random.uniform(6.5, 10), 0.6),
    stain: { target: "nuclei", spread: 0.35, texture: 0.3, chromocentres: 2, condensed: 0.05 },
    haze: [0.25, 0.5],
  },
  // Large nuclei with visible chromatin.
  {
    cells: [24, 32],
    arrangement: { largestGroup: 5, singles: 0.75, closest: 0.8, farthest: 0.97, disorder: 0.7 },
    draw: (random, place) => drawRoundCell(random, place, random.uniform(11, 17), 0.55),
    stain: { target: "nuclei", spread: 0.3, texture: 0.4, chromocentres: 7, condensed: 0.03 },
    haze: [0.2, 0.45],
  },
  // Cells with stained cytoplasm.
  {
    cells: [26, 36],
    arrangement: { largestGroup: 6, singles: 0.88, closest: 0.74, farthest: 0.93, disorder: 0.5 },
    draw: (random, place) =>
      random.chance(0.6)
        ? drawSpreadCell(random, place, random.uniform(11, 19))
        : drawSpindleCell(random, place, random.uniform(16, 28)),
    stain: { target: "cytoplasm", spread: 0.4, texture: 0.45, chromocentres: 0, condensed: 0 },
    haze: [0.3, 0.5],
  },
  // A thick specimen: dim, hazy, with dividing cells that are much brighter than the others.
  {
    cells: [36, 56],
    arrangement: { largestGroup: 8, singles: 0.82, closest: 0.78, farthest: 0.97, disorder: 1 },
    draw: (random, place) => drawRoundCell(random, place, random.uniform(7, 13), 0.6),
    stain: { target: "nuclei", spread: 0.5, texture: 0.35, chromocentres: 3, condensed: 0.12 },
    haze: [0.6, 1.1],
  },
];

/** Minimum area of a cell in px; smaller ones are omitted. */
const SMALLEST_CELL = 30;

/** Background intensity, relative to a typical cell. */
const BACKGROUND: readonly [number, number] = [0.01, 0.05];

/** Pixel values of the camera for a typical cell and for darkness. */
const GAIN: readonly [number, number] = [2500, 14000];
const OFFSET = 420;

/** Largest value of a 16-bit camera. */
const TOP = 65535;

/** Draws a fluorescence image (16 bit, one channel); `index` selects the preparation. */
export function drawFluorescenceImage(
  side: number,
  index: number,
  random: Random,
): { pixels: Pixels; labels: Labels } {
  const preparation = PREPARATIONS[index % PREPARATIONS.length];
  const painted = growCells(side, preparation, SMALLEST_CELL, random);
  const focus = stainedCells(painted, preparation.stain, random);
  const light = addHaze(focus, random.uniform(...preparation.haze), random.uniform(...BACKGROUND), random);
  const sensor = {
    blur: random.uniform(0.8, 1.3),
    gain: random.uniform(...GAIN),
    offset: OFFSET,
    readNoise: random.uniform(0.008, 0.02),
    shotNoise: random.uniform(0.02, 0.05),
    top: TOP,
  };
  const data = expose(light, sensor, new Uint16Array(side * side), random);
  return { pixels: { rows: side, columns: side, channels: 1, data }, labels: painted.labels };
}
