import { CASING, drawInImage, strokeCells } from "../../canvas/stroke-cells.ts";
import type { PanelSize, Viewport } from "../../canvas/viewport.ts";
import { LINE_COLOURS } from "./overlay-colours.ts";

/** Layers over an image of cells, from bottom to top; null if hidden. */
export interface OverlayLayers {
  readonly fill: CanvasImageSource | null;
  readonly truth: Path2D | null;
  readonly found: Path2D | null;
  /** Outline of the selected cell and its colour. */
  readonly selected: { readonly path: Path2D; readonly colour: string } | null;
}

/**
 * Line widths in CSS px. The ground-truth line is wider: it stays visible on both sides of a predicted line
 * on top of it.
 */
const WIDTHS = { truth: 2.6, found: 1.3, selected: 3.2 } as const;

/** Draws fills and lines over the whole canvas, which shows `view` of an image. */
export function paintOverlay(
  context: CanvasRenderingContext2D,
  { fill, truth, found, selected }: OverlayLayers,
  view: Viewport,
  panel: PanelSize,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  drawInImage(context, view, panel);
  context.imageSmoothingEnabled = false;
  const line = (path: Path2D, width: number, colour: string) =>
    strokeCells(context, path, view, { width, colour });
  if (fill) context.drawImage(fill, 0, 0);
  if (truth) {
    line(truth, WIDTHS.truth + CASING.width, CASING.colour);
    line(truth, WIDTHS.truth, LINE_COLOURS.truth);
  }
  if (found) {
    line(found, WIDTHS.found + CASING.width, CASING.colour);
    line(found, WIDTHS.found, LINE_COLOURS.found);
  }
  if (selected) {
    line(selected.path, 2 * WIDTHS.selected, "#000000");
    line(selected.path, WIDTHS.selected, selected.colour);
  }
}
