import { CASING, drawInImage, strokeCells } from "../../canvas/stroke-cells.ts";
import type { PanelSize, Viewport } from "../../canvas/viewport.ts";
import { HATCH_COLOUR, LINE_COLOURS } from "./overlay-colours.ts";

/** Layers over an image of cells, from bottom to top; null if hidden. */
export interface OverlayLayers {
  readonly fill: CanvasImageSource | null;
  /** The area to hatch. */
  readonly hatched: Path2D | null;
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

/** Distance and width of the lines of a hatching, CSS px. */
const HATCH = { distance: 7, width: 1.4 } as const;

/** Diagonal lines over an area, at the same distance on the screen at every zoom. */
function hatch(context: CanvasRenderingContext2D, area: Path2D, deviceScale: number): void {
  context.save();
  context.clip(area);
  context.setTransform(1, 0, 0, 1, 0, 0);
  const { width, height } = context.canvas;
  context.beginPath();
  for (let x = -height; x < width; x += HATCH.distance * deviceScale) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.lineWidth = HATCH.width * deviceScale;
  context.strokeStyle = HATCH_COLOUR;
  context.stroke();
  context.restore();
}

/** Draws fills and lines over the whole canvas, which shows `view` of an image. */
export function paintOverlay(
  context: CanvasRenderingContext2D,
  { fill, hatched, truth, found, selected }: OverlayLayers,
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
  if (hatched) hatch(context, hatched, context.canvas.width / panel.width);
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
