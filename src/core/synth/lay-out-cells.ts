import type { Random } from "../augment/random.ts";
import { type CellShape, reachTowards } from "./cell-shape.ts";
import type { Place } from "./draw-shape.ts";

/** Arrangement of the cells in an image. */
export interface Arrangement {
  /** Number of cells to place. */
  readonly cells: number;
  /** Maximum number of cells in a group of touching cells. */
  readonly largestGroup: number;
  /** Fraction of groups with a single cell. */
  readonly singles: number;
  /** Range of the centre distance of neighbours in a group, as a fraction of their summed radii. */
  readonly closest: number;
  readonly farthest: number;
  /** Variation of the long axes around that of the group, radians. */
  readonly disorder: number;
}

/**
 * Minimum centre distance in a group, as a fraction of the summed radii; limits the overlap before painting.
 */
const MIN_DISTANCE = 0.62;

/** Minimum centre distance between groups, as a fraction of the summed radii. */
const GROUP_GAP = 1.5;

/** Centres may be outside the image by this many px. */
const OVERHANG = 4;

/** Attempts per cell; a full image then contains fewer cells than requested. */
const ATTEMPTS = 30;

function apart(a: CellShape, b: CellShape): number {
  const down = b.row - a.row;
  const right = b.column - a.column;
  const angle = Math.atan2(down, right);
  return Math.hypot(down, right) / (reachTowards(a, angle) + reachTowards(b, angle + Math.PI));
}

/**
 * Places cells in groups on an image of `rows` x `columns` px: each further member of a group touches an
 * earlier one, and groups are separated by a gap. `draw` makes the cell for a place. Returns fewer cells than
 * requested if there is not enough space.
 */
export function layOutCells(
  rows: number,
  columns: number,
  arrangement: Arrangement,
  draw: (place: Place) => CellShape,
  random: Random,
): CellShape[] {
  const placed: CellShape[] = [];
  const randomPlace = (angle: number): Place => ({
    row: random.uniform(-OVERHANG, rows + OVERHANG),
    column: random.uniform(-OVERHANG, columns + OVERHANG),
    angle,
  });

  /** A cell next to a random member of the group, or null without space. */
  function neighbourOf(group: readonly CellShape[], axis: number): CellShape | null {
    const host = group[random.integer(group.length)];
    const towards = random.uniform(0, 2 * Math.PI);
    const shape = draw({ row: host.row, column: host.column, angle: axis });
    const fraction = random.uniform(arrangement.closest, arrangement.farthest);
    const distance = fraction * (reachTowards(host, towards) + reachTowards(shape, towards + Math.PI));
    const place = {
      row: host.row + distance * Math.sin(towards),
      column: host.column + distance * Math.cos(towards),
    };
    const inside =
      place.row > -OVERHANG &&
      place.row < rows + OVERHANG &&
      place.column > -OVERHANG &&
      place.column < columns + OVERHANG;
    if (!inside) return null;
    const moved = movedTo(shape, place.row, place.column);
    const free = placed.every((other) => apart(other, moved) > MIN_DISTANCE);
    return free ? moved : null;
  }

  let attempts = ATTEMPTS * arrangement.cells;
  while (placed.length < arrangement.cells && attempts > 0) {
    attempts -= 1;
    const axis = random.uniform(0, Math.PI);
    const first = draw(randomPlace(axis));
    if (!placed.every((other) => apart(other, first) > GROUP_GAP)) continue;
    placed.push(first);
    const group = [first];
    const size = random.chance(arrangement.singles) ? 1 : 2 + random.integer(arrangement.largestGroup - 1);
    for (let attempt = 0; attempt < ATTEMPTS && group.length < size; attempt++) {
      if (placed.length === arrangement.cells) break;
      const member = neighbourOf(group, axis + arrangement.disorder * random.normal());
      if (!member) continue;
      group.push(member);
      placed.push(member);
    }
  }
  return placed;
}

function movedTo(shape: CellShape, row: number, column: number): CellShape {
  const protrusions = shape.protrusions.map((protrusion) =>
    protrusion.map((point) => ({
      ...point,
      row: point.row + row - shape.row,
      column: point.column + column - shape.column,
    })),
  );
  return { ...shape, row, column, protrusions };
}
