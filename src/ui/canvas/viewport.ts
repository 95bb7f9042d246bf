/**
 * The part of an image that a panel shows: the image place at its centre, and the size of a pixel. Places are
 * in image px, continuous: pixel (r, c) covers r..r+1 and c..c+1. All panels share one viewport.
 */
export interface Viewport {
  readonly row: number;
  readonly column: number;
  /** CSS px per image px. */
  readonly scale: number;
}

/** Size of a panel in CSS px. */
export interface PanelSize {
  readonly width: number;
  readonly height: number;
}

/** Size of an image in px. */
export interface ImageSize {
  readonly rows: number;
  readonly columns: number;
}

/** A point in a panel, CSS px from its top left corner. */
export interface PanelPoint {
  readonly x: number;
  readonly y: number;
}

/** A place in the image, continuous as in `Viewport`, or integers for one pixel. */
export interface ImagePlace {
  readonly row: number;
  readonly column: number;
}

/** Limits of the scale. */
const SMALLEST_SCALE = 0.05;
const LARGEST_SCALE = 80;

/** The viewport that shows the whole image, centred. */
export function fitImage({ rows, columns }: ImageSize, { width, height }: PanelSize): Viewport {
  const scale = Math.max(Math.min(width / columns, height / rows), Number.MIN_VALUE);
  return { row: rows / 2, column: columns / 2, scale };
}

/** The place of the image under a point of the panel. */
export function placeAt(view: Viewport, { width, height }: PanelSize, { x, y }: PanelPoint): ImagePlace {
  return {
    row: view.row + (y - height / 2) / view.scale,
    column: view.column + (x - width / 2) / view.scale,
  };
}

/** The point of the panel at which an image place is drawn: the inverse of `placeAt`. */
export function pointOf(view: Viewport, { width, height }: PanelSize, place: ImagePlace): PanelPoint {
  return {
    x: width / 2 + (place.column - view.column) * view.scale,
    y: height / 2 + (place.row - view.row) * view.scale,
  };
}

/** The pixel (integer row and column) under a point, or null outside the image. */
export function pixelAt(
  view: Viewport,
  size: PanelSize,
  point: PanelPoint,
  image: ImageSize,
): ImagePlace | null {
  const place = placeAt(view, size, point);
  const row = Math.floor(place.row);
  const column = Math.floor(place.column);
  const inside = row >= 0 && column >= 0 && row < image.rows && column < image.columns;
  return inside ? { row, column } : null;
}

/** Zooms by `factor` around `point`, within the limits of the scale. */
export function zoomAt(view: Viewport, size: PanelSize, point: PanelPoint, factor: number): Viewport {
  const scale = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, view.scale * factor));
  const fixed = placeAt(view, size, point);
  const fraction = 1 - view.scale / scale;
  return {
    row: view.row + (fixed.row - view.row) * fraction,
    column: view.column + (fixed.column - view.column) * fraction,
    scale,
  };
}

/** Moves the image by `right` and `down` CSS px. */
export function pan(view: Viewport, right: number, down: number): Viewport {
  return { ...view, row: view.row - down / view.scale, column: view.column - right / view.scale };
}

/** The nearest viewport whose centre is inside the image, which therefore cannot be lost. */
export function keptOnImage(view: Viewport, { rows, columns }: ImageSize): Viewport {
  return {
    ...view,
    row: Math.min(rows, Math.max(0, view.row)),
    column: Math.min(columns, Math.max(0, view.column)),
  };
}

/** The viewport moved by the smallest distance that makes pixel `place` fully visible. */
export function showing(view: Viewport, { width, height }: PanelSize, place: ImagePlace): Viewport {
  const halfRows = Math.max(0.5, height / view.scale / 2);
  const halfColumns = Math.max(0.5, width / view.scale / 2);
  return {
    ...view,
    row: Math.min(place.row + halfRows, Math.max(place.row + 1 - halfRows, view.row)),
    column: Math.min(place.column + halfColumns, Math.max(place.column + 1 - halfColumns, view.column)),
  };
}
