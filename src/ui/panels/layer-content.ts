import type { Appearance, FieldPlane } from "../canvas/appearance.ts";
import type { PanelSize, Viewport } from "../canvas/viewport.ts";

/** A field as the canvas draws it. */
export interface DrawnField {
  /** One plane, or two for the map `direction`. */
  readonly planes: readonly [FieldPlane, FieldPlane?];
  readonly appearance: Appearance;
}

/** A layer with a value per pixel. Planes are computed when they are first drawn. */
export interface FieldContent {
  readonly kind: "field";
  /** The field on its own. */
  draw(): DrawnField;
  /** The field over another one, with transparent background. */
  drawOver(): DrawnField;
  /** Unit of the values; empty for dimensionless numbers. */
  readonly unit: string;
  /** Whether brightness, contrast and gamma apply. */
  readonly isImage: boolean;
  /** The value at a pixel, with its unit; a dash if there is none, e.g. the direction of background. */
  read(pixel: number): string;
}

/** A layer of lines. */
export interface LinesContent {
  readonly kind: "lines";
  /**
   * Draws over what the canvas shows; it covers `panel` at any number of device px per CSS px.
   * @param beside whether another set of arrows is drawn in the same image
   */
  paint(context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize, beside: boolean): void;
}

export type LayerContent = FieldContent | LinesContent;
