import type { Labels } from "../../core/raster/plane.ts";
import { cellPaths } from "./cell-paths.ts";
import { CASING, drawInImage, strokeCells, TRUTH_COLOUR } from "./stroke-cells.ts";
import type { PanelSize, Viewport } from "./viewport.ts";

const WIDTH = 1.4;

/** Outlines in image px of each label image that has been drawn. */
const paths = new WeakMap<Int32Array, Path2D>();

function outlinesOf(labels: Labels): Path2D {
  const known = paths.get(labels.data);
  if (known) return known;
  const path = cellPaths(labels).all;
  paths.set(labels.data, path);
  return path;
}

/**
 * Draws the outlines of all cells over what the canvas already shows. The labels are identified by their
 * array: change values by passing a new array.
 */
export function paintOutlines(
  context: CanvasRenderingContext2D,
  labels: Labels,
  view: Viewport,
  panel: PanelSize,
): void {
  const path = outlinesOf(labels);
  context.save();
  drawInImage(context, view, panel);
  strokeCells(context, path, view, { width: WIDTH + CASING.width, colour: CASING.colour });
  strokeCells(context, path, view, { width: WIDTH, colour: TRUTH_COLOUR });
  context.restore();
}
