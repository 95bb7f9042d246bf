import type { Random } from "../augment/random.ts";
import type { CellShape, OutlineWave, ProtrusionPoint } from "./cell-shape.ts";

/** Position of a cell in px and direction of its long axis in radians. */
export interface Place {
  readonly row: number;
  readonly column: number;
  readonly angle: number;
}

/** Distance between the points of a process's midline, px. */
const PROTRUSION_STEP = 6;

/** Smallest half width of a process that is drawn without gaps, px. */
const THINNEST_PROTRUSION = 1.15;

function waves(random: Random, counts: readonly number[], amplitude: number): OutlineWave[] {
  return counts.map((count) => ({
    count,
    amplitude: (amplitude * random.uniform(0.3, 1)) / Math.sqrt(count),
    phase: random.uniform(0, 2 * Math.PI),
  }));
}

interface ProtrusionPlan {
  readonly length: number;
  readonly base: number;
  /** Change of direction per step, radians. */
  readonly wander: number;
  /** Half width of the foot at the tip, px; 0 for none. */
  readonly foot: number;
}

/** Draws a tapering, winding process that starts in the direction `angle` from the body's centre. */
function drawProtrusion(
  random: Random,
  place: Place,
  start: number,
  angle: number,
  plan: ProtrusionPlan,
): ProtrusionPoint[] {
  let heading = angle;
  let row = place.row + start * Math.sin(heading);
  let column = place.column + start * Math.cos(heading);
  const steps = Math.max(2, Math.round(plan.length / PROTRUSION_STEP));
  const points: ProtrusionPoint[] = [{ row, column, radius: plan.base }];
  for (let step = 1; step <= steps; step++) {
    heading += plan.wander * random.normal();
    row += PROTRUSION_STEP * Math.sin(heading);
    column += PROTRUSION_STEP * Math.cos(heading);
    const taper = plan.base * (1 - step / steps) ** 2;
    const radius = Math.max(THINNEST_PROTRUSION, taper) * random.uniform(0.85, 1.2);
    points.push({ row, column, radius: step === steps ? Math.max(radius, plan.foot) : radius });
  }
  return points;
}

/** A flat, polygonal cell as in epithelium: wide, with drawn-out corners and a ruffled edge. */
export function drawSpreadCell(random: Random, place: Place, size: number): CellShape {
  const corners = random.integer(5);
  const first = random.uniform(0, 2 * Math.PI);
  return {
    kind: "spread",
    ...place,
    halfLength: size,
    halfWidth: size * random.uniform(0.55, 0.95),
    exponent: random.uniform(1.6, 2.4),
    bend: random.uniform(-0.3, 0.3),
    waves: [...waves(random, [2, 3, 4], 0.2), ...waves(random, [7, 9], 0.06)],
    protrusions: Array.from({ length: corners }, (_, corner) => {
      const angle = first + ((corner + random.uniform(-0.3, 0.3)) * 2 * Math.PI) / corners;
      return drawProtrusion(random, place, 0.4 * size, angle, {
        length: size * random.uniform(0.7, 1.2),
        base: size * random.uniform(0.3, 0.5),
        wander: 0.1,
        foot: 0,
      });
    }),
  };
}

/** A fibroblast: long and narrow with pointed, often drawn-out ends. */
export function drawSpindleCell(random: Random, place: Place, size: number): CellShape {
  const halfWidth = size * random.uniform(0.2, 0.36);
  const ends = [0, Math.PI].filter(() => random.chance(0.6));
  return {
    kind: "spindle",
    ...place,
    halfLength: size,
    halfWidth,
    exponent: random.uniform(1.15, 1.6),
    bend: random.uniform(-0.7, 0.7),
    waves: [...waves(random, [3, 4, 5], 0.2), ...waves(random, [8], 0.12)],
    protrusions: ends.map((end) =>
      drawProtrusion(random, place, 0.55 * size, place.angle + end + random.uniform(-0.2, 0.2), {
        length: size * random.uniform(0.5, 1.2),
        base: 0.45 * halfWidth,
        wander: 0.12,
        foot: random.chance(0.4) ? random.uniform(1.8, 3.2) : 0,
      }),
    ),
  };
}

/** A neuron or an astrocyte: a small body with two to five long, thin processes. */
export function drawBranchedCell(random: Random, place: Place, size: number): CellShape {
  const count = 2 + random.integer(4);
  const first = random.uniform(0, 2 * Math.PI);
  const protrusions = Array.from({ length: count }, (_, protrusion) => {
    const angle = first + ((protrusion + random.uniform(-0.25, 0.25)) * 2 * Math.PI) / count;
    return drawProtrusion(random, place, 0.5 * size, angle, {
      length: size * (protrusion === 0 ? random.uniform(3, 6) : random.uniform(1, 3)),
      base: size * random.uniform(0.22, 0.36),
      wander: 0.22,
      foot: random.chance(0.35) ? random.uniform(1.8, 2.8) : 0,
    });
  });
  return {
    kind: "branched",
    ...place,
    halfLength: size,
    halfWidth: size * random.uniform(0.55, 0.85),
    exponent: random.uniform(1.5, 2),
    bend: random.uniform(-0.3, 0.3),
    waves: waves(random, [2, 3, 5], 0.2),
    protrusions,
  };
}

/** A nucleus or a rounded-up cell: smooth and nearly elliptical. */
export function drawRoundCell(random: Random, place: Place, size: number, flattest = 0.8): CellShape {
  return {
    kind: "round",
    ...place,
    halfLength: size,
    halfWidth: size * random.uniform(flattest, 1),
    exponent: random.uniform(1.9, 2.2),
    bend: random.uniform(-0.15, 0.15),
    waves: waves(random, [2, 3, 4], 0.07),
    protrusions: [],
  };
}
