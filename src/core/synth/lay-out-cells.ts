import type { Random } from "../augment/random.ts";
import { type CellShape, reachTowards } from "./cell-shape.ts";
import type { Place } from "./draw-shape.ts";

/** How cells lie in one image. */
export interface Arrangement {
  /** Cells to place. */
  readonly cells: number;
  /** A group has 1 to this many cells that touch one another. */
  readonly largestGroup: number;
  /** Share of groups that are a single cell. */
  readonly singles: number;
  /** Centre distance of neighbours in a group, as a share of their summed reach: low packs tightly. */
  readonly closest: number;
  readonly farthest: number;
  /** Spread of the long axes around the group's own, radians. */
  readonly disorder: number;
}

/** Members of a group overlap no more than this before they share out the pixels (share of summed reach). */
const LEAST_DISTANCE = 0.62;

/** Gap between groups, as a share of summed reach. */
const GROUP_GAP = 1.5;

/** Cells may stick out of the image by this many px. */
const OVERHANG = 4;

/** Attempts a cell; a full image then holds fewer. */
const ATTEMPTS = 30;

function apart(a: CellShape, b: CellShape): number {
  const down = b.row - a.row;
  const right = b.column - a.column;
  const angle = Math.atan2(down, right);
  return Math.hypot(down, right) / (reachTowards(a, angle) + reachTowards(b, angle + Math.PI));
}

/**
 * Places cells in groups on an image of `rows` x `columns`: a member of a group is put against one that is already
 * there, groups keep a gap. `draw` makes the cell for a place. Returns fewer than asked for when there is no room.
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

  /** A cell against a random member of the group, or null where there is no room. */
  function neighbourOf(group: readonly CellShape[], axis: number): CellShape | null {
    const host = group[random.integer(group.length)];
    const towards = random.uniform(0, 2 * Math.PI);
    const shape = draw({ row: host.row, column: host.column, angle: axis });
    const share = random.uniform(arrangement.closest, arrangement.farthest);
    const distance = share * (reachTowards(host, towards) + reachTowards(shape, towards + Math.PI));
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
    const free = placed.every((other) => apart(other, moved) > LEAST_DISTANCE);
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
  const limbs = shape.limbs.map((limb) =>
    limb.map((point) => ({
      ...point,
      row: point.row + row - shape.row,
      column: point.column + column - shape.column,
    })),
  );
  return { ...shape, row, column, limbs };
}
