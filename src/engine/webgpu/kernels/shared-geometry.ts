import { WORKGROUP } from "../ir/kernel.ts";
import { VECTOR_BYTES } from "../ir/view.ts";
import type { ConvolutionTile } from "./row-window.ts";

/** Memory of a workgroup that every WebGPU device has, in bytes. */
const WORKGROUP_BYTES = 16_384;

/** Columns that a workgroup takes at least: narrower windows consist mostly of their rim. */
const COLUMNS = 16;

/** How the threads of a workgroup lie over channels, columns and rows. */
export interface SharedGeometry {
  /** Threads that differ in their output channels only. */
  readonly lanes: number;
  readonly spans: number;
  readonly rows: number;
}

/** Rows and columns of the window that a workgroup loads, rim included. */
export function windowOf(size: number, { pixels }: ConvolutionTile, { spans, rows }: SharedGeometry) {
  return { rows: rows + size - 1, columns: spans * pixels + size - 1 };
}

/** Vectors of weights that a workgroup loads at a time. */
export function tapsOf(size: number, { vectors }: ConvolutionTile, { lanes }: SharedGeometry): number {
  return size * size * 4 * lanes * vectors;
}

function bytesOf(size: number, tile: ConvolutionTile, geometry: SharedGeometry): number {
  const window = windowOf(size, tile, geometry);
  return (window.rows * window.columns + tapsOf(size, tile, geometry)) * VECTOR_BYTES;
}

/**
 * The geometry with the most threads that share their pixels, for a layer of `outVectors` vectors; null when window and
 * weights do not fit into a workgroup's memory.
 */
export function sharedGeometry(
  size: number,
  tile: ConvolutionTile,
  outVectors: number,
): SharedGeometry | null {
  const spans = Math.max(1, COLUMNS / tile.pixels);
  const geometries = [8, 4, 2, 1]
    .filter((lanes) => outVectors % (lanes * tile.vectors) === 0)
    .map((lanes) => ({ lanes, spans, rows: WORKGROUP / lanes / spans }));
  return geometries.find((geometry) => bytesOf(size, tile, geometry) <= WORKGROUP_BYTES) ?? null;
}
