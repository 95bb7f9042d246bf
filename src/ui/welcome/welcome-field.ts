/** A round cell in the image on the empty page. */
interface RoundCell {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** An arrow of the field: its start point, a unit vector, and the depth of the point in its cell. */
export interface FieldArrow {
  readonly x: number;
  readonly y: number;
  readonly directionX: number;
  readonly directionY: number;
  /** Distance to the nearest edge as a fraction of the maximum in the image. */
  readonly depth: number;
}

/** Touching cells: if two overlap, the chord through their intersections separates them. */
const CELLS: readonly RoundCell[] = [
  { x: 92, y: 96, radius: 70 },
  { x: 214, y: 74, radius: 60 },
  { x: 190, y: 186, radius: 62 },
  { x: 322, y: 150, radius: 84 },
  { x: 452, y: 82, radius: 58 },
  { x: 470, y: 196, radius: 64 },
  { x: 66, y: 212, radius: 50 },
  { x: 578, y: 130, radius: 66 },
];

export const FIELD_WIDTH = 660;
export const FIELD_HEIGHT = 276;
const SPACING = 12;

/** The edge nearest to a point: how far it is, and the unit vector away from it. */
export interface Edge {
  readonly distance: number;
  readonly directionX: number;
  readonly directionY: number;
}

/** Edge of `cell` along its chord with `other`, seen from (x, y); null if the circles do not intersect. */
function chordEdge(cell: RoundCell, other: RoundCell, x: number, y: number): Edge | null {
  const dx = other.x - cell.x;
  const dy = other.y - cell.y;
  const apart = Math.hypot(dx, dy);
  if (apart >= cell.radius + other.radius) return null;
  const chord = (apart ** 2 + cell.radius ** 2 - other.radius ** 2) / (2 * apart);
  const along = ((x - cell.x) * dx + (y - cell.y) * dy) / apart;
  return { distance: chord - along, directionX: -dx / apart, directionY: -dy / apart };
}

/** The edge of `cell` nearest to (x, y); its distance is negative outside the cell. */
function nearestEdge(cell: RoundCell, x: number, y: number): Edge {
  const dx = cell.x - x;
  const dy = cell.y - y;
  const toCentre = Math.hypot(dx, dy) || 1;
  let nearest: Edge = {
    distance: cell.radius - toCentre,
    directionX: dx / toCentre,
    directionY: dy / toCentre,
  };
  for (const other of CELLS) {
    if (other === cell) continue;
    const edge = chordEdge(cell, other, x, y);
    if (edge && edge.distance < nearest.distance) nearest = edge;
  }
  return nearest;
}

/** The nearest edge of the cell at (x, y); null outside cells. */
export function edgeAt(x: number, y: number): Edge | null {
  for (const cell of CELLS) {
    const edge = nearestEdge(cell, x, y);
    if (edge.distance > 0) return edge;
  }
  return null;
}

/** The field on a grid: at every point in a cell the direction away from the nearest edge of that cell. */
export function welcomeField(): FieldArrow[] {
  const deepest = Math.max(...CELLS.map(({ radius }) => radius));
  const arrows: FieldArrow[] = [];
  for (let y = SPACING / 2; y < FIELD_HEIGHT; y += SPACING) {
    for (let x = SPACING / 2; x < FIELD_WIDTH; x += SPACING) {
      for (const cell of CELLS) {
        const { distance, directionX, directionY } = nearestEdge(cell, x, y);
        if (distance > 2) arrows.push({ x, y, directionX, directionY, depth: distance / deepest });
      }
    }
  }
  return arrows;
}
