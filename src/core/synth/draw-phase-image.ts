import type { Random } from "../augment/random.ts";
import type { Labels, Pixels } from "../raster/plane.ts";
import { drawBranchedCell, drawRoundCell, drawSpindleCell, drawSpreadCell } from "./draw-shape.ts";
import { type Growth, growCells } from "./grow-cells.ts";
import { addDebris, phaseBackground } from "./phase-background.ts";
import { phaseContrast } from "./phase-optics.ts";
import { phaseThickness } from "./phase-thickness.ts";
import { expose } from "./sensor.ts";

/** Types of adherent cell culture. */
const CULTURES: readonly Growth[] = [
  // Fibroblasts in swirls.
  {
    cells: [30, 42],
    arrangement: { largestGroup: 6, singles: 0.9, closest: 0.72, farthest: 0.92, disorder: 0.25 },
    draw: (random, place) =>
      random.chance(0.06)
        ? drawRoundCell(random, place, random.uniform(5.5, 7))
        : drawSpindleCell(random, place, random.uniform(15, 30)),
  },
  // Epithelium: islands of flat cells.
  {
    cells: [30, 46],
    arrangement: { largestGroup: 9, singles: 0.9, closest: 0.7, farthest: 0.9, disorder: 0.8 },
    draw: (random, place) =>
      random.chance(0.05)
        ? drawRoundCell(random, place, random.uniform(6, 8))
        : drawSpreadCell(random, place, random.uniform(11, 20)),
  },
  // Neurons and astrocytes with long processes.
  {
    cells: [26, 34],
    arrangement: { largestGroup: 4, singles: 0.9, closest: 0.75, farthest: 0.95, disorder: 1.5 },
    draw: (random, place) =>
      random.chance(0.2)
        ? drawSpreadCell(random, place, random.uniform(10, 15))
        : drawBranchedCell(random, place, random.uniform(7, 11)),
  },
  // A mixture of all shapes.
  {
    cells: [28, 40],
    arrangement: { largestGroup: 6, singles: 0.9, closest: 0.72, farthest: 0.92, disorder: 0.6 },
    draw: (random, place) => {
      const which = random.uniform(0, 1);
      if (which < 0.4) return drawSpreadCell(random, place, random.uniform(11, 22));
      if (which < 0.7) return drawSpindleCell(random, place, random.uniform(14, 27));
      if (which < 0.88) return drawBranchedCell(random, place, random.uniform(7, 10));
      return drawRoundCell(random, place, random.uniform(5.5, 8));
    },
  },
];

/** Minimum area of a cell in px; smaller ones are omitted. */
const SMALLEST_CELL = 40;

/** Grey value of the background. */
const GREY: readonly [number, number] = [98, 132];

/** Draws a phase contrast image (8 bit, one channel) of adherent cells; `index` selects the culture. */
export function drawPhaseImage(
  side: number,
  index: number,
  random: Random,
): { pixels: Pixels; labels: Labels } {
  const culture = CULTURES[index % CULTURES.length];
  const painted = growCells(side, culture, SMALLEST_CELL, random);
  const thickness = phaseThickness(painted, random);
  addDebris(thickness, painted.labels.data, random);
  const contrast = phaseContrast(thickness);
  const background = phaseBackground(side, side, random);
  const light = { ...contrast, data: contrast.data.map((value, pixel) => value * background.data[pixel]) };
  const sensor = {
    blur: random.uniform(0.55, 0.85),
    gain: random.uniform(...GREY),
    offset: 0,
    readNoise: 0.012,
    shotNoise: random.uniform(0.01, 0.025),
    top: 255,
  };
  const data = expose(light, sensor, new Uint8Array(side * side), random);
  return { pixels: { rows: side, columns: side, channels: 1, data }, labels: painted.labels };
}
