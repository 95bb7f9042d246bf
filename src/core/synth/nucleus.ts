import type { Random } from "../augment/random.ts";
import type { CellShape } from "./cell-shape.ts";

/** Nucleus of a cell: an ellipse along the cell's long axis, px and radians. */
export interface Nucleus {
  readonly row: number;
  readonly column: number;
  readonly halfLength: number;
  readonly halfWidth: number;
  readonly angle: number;
}

/** Draws a nucleus that fits the cell's body, slightly off its centre. */
export function drawNucleus(random: Random, shape: CellShape): Nucleus {
  const halfWidth = shape.halfWidth * random.uniform(0.42, 0.62);
  const halfLength = Math.min(shape.halfLength * 0.6, halfWidth * random.uniform(1.1, 1.8));
  const offset = 0.15 * shape.halfLength * random.normal();
  return {
    row: shape.row + offset * Math.sin(shape.angle),
    column: shape.column + offset * Math.cos(shape.angle),
    halfLength,
    halfWidth,
    angle: shape.angle,
  };
}

/** Distance from the nucleus' centre in nucleus radii: 0 at the centre, 1 on the outline, larger outside. */
export function nucleusValue(nucleus: Nucleus, row: number, column: number): number {
  const down = row - nucleus.row;
  const right = column - nucleus.column;
  const cos = Math.cos(nucleus.angle);
  const sin = Math.sin(nucleus.angle);
  return Math.hypot(
    (right * cos + down * sin) / nucleus.halfLength,
    (down * cos - right * sin) / nucleus.halfWidth,
  );
}
