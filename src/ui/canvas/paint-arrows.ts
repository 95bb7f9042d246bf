import { type Arrow, arrowGrid, arrowStep, type VectorField } from "./arrow-grid.ts";
import { type PanelSize, placeAt, type Viewport } from "./viewport.ts";

/** How one set of arrows is drawn. */
export interface ArrowStyle {
  /** CSS colour of the arrows. */
  readonly colour: string;
  /** CSS colour of the line around them, to be read on any image. */
  readonly halo: string;
  /** Line width in CSS px; two sets in one image differ, so that equal arrows show both. */
  readonly width: number;
  /**
   * Which part of an arrow is at its pixel: the middle for one set; the tail for two, whose arrows then open
   * by the angle between them.
   */
  readonly pivot: "middle" | "tail";
}

/** Length of an arrow, and length and half the width of its head, in blocks of the grid. */
const LENGTH = 0.82;
const HEAD = 0.3;
const HALF_HEAD = 0.13;
/** Extra width of the halo on both sides together, CSS px. */
const HALO = 1.8;
/** Size of a block in CSS px at which lines have their full width; they follow it within these limits. */
const FULL_BLOCK = 20;
const SLIMMEST = 0.75;
const WIDEST = 2;

/** Blocks per side of a tile, the part of the grid whose path is cached. */
const TILE = 32;
/** Tiles kept per field; a screen full of arrows needs far fewer. */
const MAX_TILES = 256;

/** Paths in image px by step, pivot and tile, of each field's first component. */
const cachedPaths = new WeakMap<Float32Array, Map<string, Path2D>>();

function addArrow(
  path: Path2D,
  { row, column, down, right }: Arrow,
  step: number,
  pivot: ArrowStyle["pivot"],
) {
  const length = LENGTH * step;
  const back = pivot === "middle" ? length / 2 : 0;
  const tail = { x: column - right * back, y: row - down * back };
  const tip = { x: tail.x + right * length, y: tail.y + down * length };
  const neck = { x: tip.x - right * HEAD * step, y: tip.y - down * HEAD * step };
  const side = HALF_HEAD * step;
  path.moveTo(tail.x, tail.y);
  path.lineTo(neck.x, neck.y);
  path.moveTo(tip.x, tip.y);
  path.lineTo(neck.x - down * side, neck.y + right * side);
  path.lineTo(neck.x + down * side, neck.y - right * side);
  path.closePath();
}

function tilePath(
  field: VectorField,
  step: number,
  pivot: ArrowStyle["pivot"],
  row: number,
  column: number,
): Path2D {
  const paths = cachedPaths.get(field.uvec0) ?? new Map<string, Path2D>();
  cachedPaths.set(field.uvec0, paths);
  const key = `${step} ${pivot} ${row} ${column}`;
  const known = paths.get(key);
  if (known) return known;
  const path = new Path2D();
  const [top, left] = [row * TILE, column * TILE];
  for (const arrow of arrowGrid(field, step, { top, left, bottom: top + TILE, right: left + TILE })) {
    addArrow(path, arrow, step, pivot);
  }
  if (paths.size >= MAX_TILES) paths.clear();
  paths.set(key, path);
  return path;
}

/** The paths of all tiles in view. */
function visiblePaths(field: VectorField, view: Viewport, panel: PanelSize, pivot: ArrowStyle["pivot"]) {
  const step = arrowStep(view.scale);
  const side = TILE * step;
  const first = placeAt(view, panel, { x: 0, y: 0 });
  const last = placeAt(view, panel, { x: panel.width, y: panel.height });
  const tiles = (from: number, to: number, length: number) => ({
    // An arrow reaches into the next block.
    from: Math.max(0, Math.floor((from - step) / side)),
    to: Math.min(Math.ceil(length / side) - 1, Math.floor((to + step) / side)),
  });
  const vertical = tiles(first.row, last.row, field.rows);
  const horizontal = tiles(first.column, last.column, field.columns);
  const paths: Path2D[] = [];
  for (let row = vertical.from; row <= vertical.to; row++) {
    for (let column = horizontal.from; column <= horizontal.to; column++) {
      paths.push(tilePath(field, step, pivot, row, column));
    }
  }
  return { paths, step };
}

/**
 * Draws the vectors of a field as arrows over what the canvas shows already: one per block of the grid that
 * the zoom allows. The canvas covers the panel, at any number of device px per CSS px. A field is identified by
 * the array `uvec0`: change values by passing a new array.
 */
export function paintArrows(
  context: CanvasRenderingContext2D,
  field: VectorField,
  view: Viewport,
  panel: PanelSize,
  style: ArrowStyle,
): void {
  if (panel.width === 0 || panel.height === 0) return;
  const deviceScale = context.canvas.width / panel.width;
  const scale = view.scale * deviceScale;
  const { paths, step } = visiblePaths(field, view, panel, style.pivot);
  const width = style.width * Math.min(WIDEST, Math.max(SLIMMEST, (step * view.scale) / FULL_BLOCK));
  context.save();
  const x = (panel.width * deviceScale) / 2 - view.column * scale;
  const y = (panel.height * deviceScale) / 2 - view.row * scale;
  context.setTransform(scale, 0, 0, scale, x, y);
  context.lineCap = "round";
  context.lineJoin = "round";
  const stroke = (colour: string, lineWidth: number) => {
    context.strokeStyle = colour;
    context.lineWidth = lineWidth / view.scale;
    for (const path of paths) context.stroke(path);
  };
  stroke(style.halo, width + HALO);
  stroke(style.colour, width);
  context.fillStyle = style.colour;
  for (const path of paths) context.fill(path);
  context.restore();
}
