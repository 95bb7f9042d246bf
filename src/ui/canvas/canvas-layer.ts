import type { Appearance, FieldPlane } from "./appearance.ts";
import type { PanelSize, Viewport } from "./viewport.ts";

/** A field drawn over another one of the same size. */
export interface FieldOver {
  readonly kind: "field";
  readonly planes: readonly [FieldPlane, FieldPlane?];
  readonly appearance: Appearance;
  /** 0..1. */
  readonly opacity: number;
}

/** Lines drawn over a field. */
export interface LinesOver {
  readonly kind: "lines";
  /** Draws over what the canvas shows; it covers `panel` at any number of device px per CSS px. */
  readonly paint: (context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize) => void;
  /** 0..1. */
  readonly opacity: number;
}

/** Anything drawn over a field. */
export type CanvasLayer = FieldOver | LinesOver;
