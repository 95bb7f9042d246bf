import type { PanelSize, Viewport } from "./viewport.ts";

/** A line along the outlines of cells. */
export interface CellLine {
  /** Width at high zoom, CSS px. */
  readonly width: number;
  readonly colour: string;
}

/** Line of the ground truth: light for dark images. */
export const TRUTH_COLOUR = "#ffffff";

/** Casing beside each line, for light images, and its extra width in CSS px. */
export const CASING = { width: 1.4, colour: "rgb(0 0 0 / 55%)" } as const;

/** Below this scale (CSS px per image px) lines get thinner, to avoid covering the cells. */
const FULL_WIDTH_SCALE = 2.5;
const THINNEST = 0.55;

/** Factor on the line widths at a scale. */
function slimness(scale: number): number {
  return Math.max(THINNEST, Math.min(1, scale / FULL_WIDTH_SCALE));
}

/**
 * Lets a context draw in image px over the field that its canvas covers, at any number of device px per CSS
 * px.
 */
export function drawInImage(context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize): void {
  const deviceScale = context.canvas.width / panel.width;
  const scale = view.scale * deviceScale;
  const x = (panel.width * deviceScale) / 2 - view.column * scale;
  const y = (panel.height * deviceScale) / 2 - view.row * scale;
  context.setTransform(scale, 0, 0, scale, x, y);
}

/** Draws outlines in image px, thinner at low zoom. */
export function strokeCells(
  context: CanvasRenderingContext2D,
  path: Path2D,
  view: Viewport,
  { width, colour }: CellLine,
): void {
  context.lineJoin = "round";
  context.lineWidth = (width * slimness(view.scale)) / view.scale;
  context.strokeStyle = colour;
  context.stroke(path);
}
