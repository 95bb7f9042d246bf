import type { Plane, PlaneData } from "../../core/raster/plane.ts";
import { type ColourMapName, TABLE_ENTRIES } from "./colour-maps.ts";

/** A plane of any sample type for drawing. 32-bit integers are ids, drawn with the map `labels`. */
export type FieldPlane = Plane<PlaneData>;

/** Mapping from planes to colours. */
export interface Appearance {
  readonly map: ColourMapName;
  /** Values of the low and the high end; unused by `labels` and `direction`. */
  readonly range: readonly [low: number, high: number];
  /** 0 where the background colour replaces the value; the same size as the planes. */
  readonly mask?: FieldPlane | undefined;
  /** Exponent of the place within the range, 0..1; 1 if absent. Unused by `labels` and `direction`. */
  readonly gamma?: number | undefined;
  /** Leaves the background transparent, for a field drawn over another one. */
  readonly clear?: boolean | undefined;
}

/** Fixed range of unit vector components, never scaled to the data: zero is the middle of the map. */
export const SIGNED_UNIT: readonly [number, number] = [-1, 1];

/** The range of levels. */
export const LEVEL_RANGE: readonly [number, number] = [0, 15];

/** Table entry of a finite value: its place in the range to the power `gamma`, clipped at the ends. */
export function entryOf(value: number, [low, high]: readonly [number, number], gamma = 1): number {
  const place = high > low ? Math.max(0, (value - low) / (high - low)) : 0;
  const fraction = gamma === 1 ? place : place ** gamma;
  return Math.min(TABLE_ENTRIES - 1, Math.floor(fraction * TABLE_ENTRIES));
}

/** Table entry of a cell id: 0 stays background, colours repeat every 255 ids. */
export function labelEntry(id: number): number {
  return id <= 0 ? 0 : 1 + ((id - 1) % (TABLE_ENTRIES - 1));
}

/**
 * Table entry of a direction with component 0 (down the rows) and 1 (along the columns): the angle from the
 * column axis towards the row axis, clockwise as seen on the screen.
 */
export function directionEntry(component0: number, component1: number): number {
  const angle = Math.atan2(component0, component1) / (2 * Math.PI);
  return Math.round((angle + 1) * TABLE_ENTRIES) % TABLE_ENTRIES;
}
