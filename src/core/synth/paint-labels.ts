import type { Random } from "../augment/random.ts";
import type { Labels, Plane } from "../raster/plane.ts";
import { bodyValue, type CellShape, type ProtrusionPoint } from "./cell-shape.ts";
import { connectedParts } from "./connected-parts.ts";
import { smoothNoise } from "./smooth-noise.ts";

/** Value on a process's midline: where a body and a process meet, pixels go to the body. */
const PROTRUSION_FLOOR = 0.55;

/** Upper limit of the outline's radius relative to the half length, for bounding boxes. */
const BODY_MARGIN = 1.6;

/** Wobble of outlines by displaced coordinates: amplitude per kind of cell, and length scale, in px. */
const WOBBLE = { spread: 1, spindle: 0.9, branched: 0.9, round: 0.35 } as const;
const WOBBLE_GRAIN = 7;

/** Longest displacement in units of the amplitude; longer ones are rare and are clipped. */
const LONGEST_WOBBLE = 2;

/** Cells and their shapes in the order of their ids: id k belongs to `shapes[k - 1]`. */
export interface PaintedCells {
  readonly labels: Labels;
  readonly shapes: readonly CellShape[];
}

interface Canvas {
  readonly rows: number;
  readonly columns: number;
  /** Lowest value so far, and the shape (from 1) that it belongs to. */
  readonly value: Float32Array;
  readonly owner: Int32Array;
  readonly wobbleDown: Plane;
  readonly wobbleRight: Plane;
}

/** Assigns the pixels of a box to a shape if its value is below 1 and the lowest so far. */
function paint(
  canvas: Canvas,
  owner: number,
  wobble: number,
  box: { top: number; bottom: number; left: number; right: number },
  valueAt: (row: number, column: number) => number,
): void {
  const { rows, columns } = canvas;
  for (let row = Math.max(0, Math.floor(box.top)); row <= Math.min(rows - 1, box.bottom); row++) {
    for (
      let column = Math.max(0, Math.floor(box.left));
      column <= Math.min(columns - 1, box.right);
      column++
    ) {
      const pixel = row * columns + column;
      const value = valueAt(
        row + wobble * canvas.wobbleDown.data[pixel],
        column + wobble * canvas.wobbleRight.data[pixel],
      );
      if (value >= 1 || value >= canvas.value[pixel]) continue;
      canvas.value[pixel] = value;
      canvas.owner[pixel] = owner;
    }
  }
}

function paintBody(canvas: Canvas, owner: number, shape: CellShape): void {
  const reach = BODY_MARGIN * Math.max(shape.halfLength, shape.halfWidth);
  const box = {
    top: shape.row - reach,
    bottom: shape.row + reach,
    left: shape.column - reach,
    right: shape.column + reach,
  };
  paint(canvas, owner, WOBBLE[shape.kind], box, (row, column) =>
    bodyValue(shape, row - shape.row, column - shape.column),
  );
}

function paintSegment(
  canvas: Canvas,
  owner: number,
  wobble: number,
  from: ProtrusionPoint,
  to: ProtrusionPoint,
): void {
  const reach = Math.max(from.radius, to.radius) + LONGEST_WOBBLE * wobble;
  const down = to.row - from.row;
  const right = to.column - from.column;
  const length2 = down * down + right * right;
  const box = {
    top: Math.min(from.row, to.row) - reach,
    bottom: Math.max(from.row, to.row) + reach,
    left: Math.min(from.column, to.column) - reach,
    right: Math.max(from.column, to.column) + reach,
  };
  paint(canvas, owner, wobble, box, (row, column) => {
    const along = ((row - from.row) * down + (column - from.column) * right) / length2;
    const weight = Math.min(1, Math.max(0, along));
    const away = Math.hypot(row - from.row - weight * down, column - from.column - weight * right);
    const radius = from.radius + (to.radius - from.radius) * weight;
    return PROTRUSION_FLOOR + (1 - PROTRUSION_FLOOR) * (away / radius);
  });
}

/**
 * Keeps the largest connected component of each shape, if it has at least `smallest` px; renumbers from 1.
 */
function keepWholeCells(
  owners: Labels,
  shapes: readonly CellShape[],
  smallest: number,
): { labels: Labels; shapes: CellShape[] } {
  const largest = new Map<number, readonly number[]>();
  for (const { id, pixels } of connectedParts(owners, 4)) {
    if (pixels.length > (largest.get(id)?.length ?? smallest - 1)) largest.set(id, pixels);
  }
  const data = new Int32Array(owners.data.length);
  const kept: CellShape[] = [];
  for (const [owner, pixels] of largest) {
    kept.push(shapes[owner - 1]);
    for (const pixel of pixels) data[pixel] = kept.length;
  }
  return { labels: { rows: owners.rows, columns: owners.columns, data }, shapes: kept };
}

/**
 * Draws shapes as a label image of `rows` x `columns` px. Where shapes meet, each pixel is assigned to the
 * one in which it is deeper: cells touch along a common border and never overlap. Parts cut off by a
 * neighbour, and cells below `smallest` px, are omitted; every cell is connected (4 neighbours).
 */
export function paintLabels(
  rows: number,
  columns: number,
  shapes: readonly CellShape[],
  smallest: number,
  random: Random,
): PaintedCells {
  const canvas: Canvas = {
    rows,
    columns,
    value: new Float32Array(rows * columns).fill(Number.POSITIVE_INFINITY),
    owner: new Int32Array(rows * columns),
    wobbleDown: smoothNoise(rows, columns, WOBBLE_GRAIN, random),
    wobbleRight: smoothNoise(rows, columns, WOBBLE_GRAIN, random),
  };
  shapes.forEach((shape, index) => {
    paintBody(canvas, index + 1, shape);
    for (const protrusion of shape.protrusions) {
      for (let point = 1; point < protrusion.length; point++) {
        paintSegment(canvas, index + 1, WOBBLE[shape.kind], protrusion[point - 1], protrusion[point]);
      }
    }
  });
  return keepWholeCells({ rows, columns, data: canvas.owner }, shapes, smallest);
}
