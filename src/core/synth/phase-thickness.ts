import type { Random } from "../augment/random.ts";
import type { Plane } from "../raster/plane.ts";
import { squaredDistance } from "../targets/squared-distance.ts";
import { addSpot } from "./add-spot.ts";
import type { CellShape } from "./cell-shape.ts";
import { drawNucleus, type Nucleus, nucleusValue } from "./nucleus.ts";
import type { PaintedCells } from "./paint-labels.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** Relief of a kind of cell. Heights are optical thickness; 1 looks darkest. */
interface Relief {
  readonly height: readonly [number, number];
  /** Depth at which the edge reaches 63 % of the height, px. */
  readonly rise: number;
  /** Strength of the granular texture. */
  readonly grain: number;
  /** Strength of the ruffles along the edge. */
  readonly ruffle: number;
  /** True if the nucleus is visible. */
  readonly nucleus: boolean;
}

const RELIEFS: Readonly<Record<CellShape["kind"], Relief>> = {
  spread: { height: [0.3, 0.6], rise: 1.1, grain: 0.32, ruffle: 0.3, nucleus: true },
  spindle: { height: [0.5, 0.95], rise: 1.3, grain: 0.28, ruffle: 0.2, nucleus: true },
  branched: { height: [0.65, 1.05], rise: 1.3, grain: 0.35, ruffle: 0.1, nucleus: true },
  round: { height: [1.2, 2], rise: 2.6, grain: 0.1, ruffle: 0, nucleus: false },
};

/** Length scales of the texture in px: fine granules and coarse variation. */
const FINE_GRAIN = 1.7;
const COARSE_GRAIN = 5;

/** Width of the granule-rich zone around the nucleus, in nucleus radii. */
const PERINUCLEAR = 0.9;

/** Relative reduction of the thickness in the nucleus. */
const NUCLEUS_CLEARING = 0.4;

/** Fraction of the granular texture that is missing in the nucleus. */
const NUCLEUS_SMOOTHNESS = 0.7;

/**
 * A cell is a dome over its nucleus: height at the margin, increase in the centre, width in nucleus radii.
 */
const MARGIN_HEIGHT = 0.75;
const DOME = 0.5;
const DOME_WIDTH = 1.8;

/** Depth at which a cell's edge starts to rise, px. */
const EDGE_START = 0.3;

/** Width of the band of ruffles at the edge, px. */
const RUFFLE_BAND = 2.5;

/** Cell area per granule (a vesicle or a mitochondrion), px. */
const PIXELS_PER_GRANULE = 34;

interface Cell {
  readonly relief: Relief;
  readonly height: number;
  readonly nucleus: Nucleus;
  readonly pixels: number[];
}

/** 1 inside the nucleus, 0 outside, with a short transition at its outline. */
function nuclearFraction(value: number): number {
  return Math.max(0, Math.min(1, (1.1 - value) / 0.25));
}

/** Relative density of granules: highest just outside the nucleus. */
function perinuclear(value: number): number {
  return Math.exp(-(((value - 1) / PERINUCLEAR) ** 2));
}

function addGranules(thickness: Plane, labels: Int32Array, id: number, cell: Cell, random: Random): void {
  const { columns } = thickness;
  const count = Math.round(cell.pixels.length / PIXELS_PER_GRANULE);
  for (let granule = 0; granule < count; granule++) {
    const pixel = cell.pixels[random.integer(cell.pixels.length)];
    const row = Math.floor(pixel / columns);
    const column = pixel % columns;
    if (!random.chance(0.15 + 0.85 * perinuclear(nucleusValue(cell.nucleus, row, column)))) continue;
    const dark = random.chance(0.65);
    const spot = {
      row: row + random.uniform(-0.5, 0.5),
      column: column + random.uniform(-0.5, 0.5),
      sigma: random.uniform(0.5, 0.95),
      height: cell.relief.grain * (dark ? random.uniform(0.5, 1.6) : -random.uniform(0.5, 1.8)),
    };
    addSpot(thickness, spot, (at) => labels[at] === id);
  }
}

/** Adds one to three nucleoli: the dark spots that mark a nucleus in phase contrast. */
function addNucleoli(thickness: Plane, labels: Int32Array, id: number, cell: Cell, random: Random): void {
  const { nucleus } = cell;
  const count = 1 + random.integer(3);
  for (let spot = 0; spot < count; spot++) {
    const place = {
      row: nucleus.row + 0.4 * nucleus.halfWidth * random.normal(),
      column: nucleus.column + 0.4 * nucleus.halfWidth * random.normal(),
      sigma: Math.max(0.7, 0.2 * nucleus.halfWidth),
      height: random.uniform(0.35, 0.8),
    };
    addSpot(thickness, place, (at) => labels[at] === id);
  }
}

function cellsOf({ labels, shapes }: PaintedCells, random: Random): Cell[] {
  const cells = shapes.map((shape) => {
    const relief = RELIEFS[shape.kind];
    return {
      relief,
      height: random.uniform(...relief.height),
      nucleus: drawNucleus(random, shape),
      pixels: [] as number[],
    };
  });
  labels.data.forEach((id, pixel) => {
    if (id > 0) cells[id - 1].pixels.push(pixel);
  });
  return cells;
}

/**
 * Optical thickness of the cells, one value per pixel: 0 is medium, about 1 looks darkest in phase contrast,
 * and near 3 looks bright again (rounded cells). Includes nucleus, nucleoli, granules around the nucleus and
 * a ruffled edge.
 */
export function phaseThickness(painted: PaintedCells, random: Random): Plane {
  const { rows, columns, data: labels } = painted.labels;
  const depth = Float32Array.from(squaredDistance(painted.labels, "open"), Math.sqrt);
  const fine = smoothNoise(rows, columns, FINE_GRAIN, random);
  const coarse = smoothNoise(rows, columns, COARSE_GRAIN, random);
  const thickness: Plane = { rows, columns, data: new Float32Array(labels.length) };
  cellsOf(painted, random).forEach((cell, index) => {
    const { relief, nucleus } = cell;
    for (const pixel of cell.pixels) {
      const value = nucleusValue(nucleus, Math.floor(pixel / columns), pixel % columns);
      const nuclear = relief.nucleus ? nuclearFraction(value) : 0;
      const rise = 1 - Math.exp(-(depth[pixel] - EDGE_START) / relief.rise);
      const dome = MARGIN_HEIGHT + DOME * Math.exp(-((value / DOME_WIDTH) ** 2));
      const grain = relief.grain * (0.4 + 0.6 * perinuclear(value)) * (1 - NUCLEUS_SMOOTHNESS * nuclear);
      const texture = grain * (0.7 * fine.data[pixel] + 0.5 * coarse.data[pixel]);
      const band = Math.exp(-((depth[pixel] / RUFFLE_BAND) ** 2));
      thickness.data[pixel] =
        cell.height * rise * dome * (1 + texture - NUCLEUS_CLEARING * nuclear) +
        relief.ruffle * band * Math.max(0, coarse.data[pixel]);
    }
    addGranules(thickness, labels, index + 1, cell, random);
    if (relief.nucleus) addNucleoli(thickness, labels, index + 1, cell, random);
  });
  return thickness;
}
