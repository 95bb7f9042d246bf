import type { Labels } from "../../core/raster/plane.ts";
import type { PanelSize, Viewport } from "../canvas/viewport.ts";
import { cellPaths } from "../cells/overlay/cell-paths.ts";
import { CASING_COLOUR, LINE_COLOURS } from "../cells/overlay/overlay-colours.ts";

/** Widths of an outline and of its casing, CSS px. */
const WIDTH = 1.2;
const CASED_WIDTH = 2.6;

/** A painter of the outlines of all cells. */
export function outlinePainter(labels: Labels) {
  const { all } = cellPaths(labels);
  return (context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize): void => {
    const scale = (view.scale * context.canvas.width) / panel.width;
    const { width, height } = context.canvas;
    context.save();
    context.setTransform(scale, 0, 0, scale, width / 2 - view.column * scale, height / 2 - view.row * scale);
    context.lineJoin = "round";
    context.strokeStyle = CASING_COLOUR;
    context.lineWidth = CASED_WIDTH / view.scale;
    context.stroke(all);
    context.strokeStyle = LINE_COLOURS.found;
    context.lineWidth = WIDTH / view.scale;
    context.stroke(all);
    context.restore();
  };
}
