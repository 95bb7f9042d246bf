import { VECTOR_BYTES } from "../ir/view.ts";
import type { ConvolutionTile } from "./convolution.ts";

/** Threads of a group that share memory. */
export const GROUP_THREADS = 64;

/** Workgroup memory that every WebGPU device supports, in bytes. */
const WORKGROUP_BYTES = 16_384;

/** Minimum number of columns per workgroup: narrower windows consist mostly of halo. */
const COLUMNS = 16;

/** Layout of a workgroup's threads over channels, columns and rows. */
export interface SharedGeometry {
  /** Threads that share their pixels and differ only in their output channels. */
  readonly lanes: number;
  readonly spans: number;
  readonly rows: number;
}

/** Rows and columns of the window that a workgroup loads, including the halo. */
export function windowOf(size: number, { pixels }: ConvolutionTile, { spans, rows }: SharedGeometry) {
  return { rows: rows + size - 1, columns: spans * pixels + size - 1 };
}

/** Weight vectors that a workgroup loads at a time. */
export function tapsOf(size: number, { vectors }: ConvolutionTile, { lanes }: SharedGeometry): number {
  return size * size * 4 * lanes * vectors;
}

function bytesOf(size: number, tile: ConvolutionTile, geometry: SharedGeometry): number {
  const window = windowOf(size, tile, geometry);
  return (window.rows * window.columns + tapsOf(size, tile, geometry)) * VECTOR_BYTES;
}

/**
 * The geometry with the most threads per shared pixel, for a layer of `outVectors` vectors; null when window
 * and weights do not fit into workgroup memory.
 */
export function sharedGeometry(
  size: number,
  tile: ConvolutionTile,
  outVectors: number,
): SharedGeometry | null {
  const spans = Math.max(1, COLUMNS / tile.pixels);
  const geometries = [8, 4, 2, 1]
    .filter((lanes) => outVectors % (lanes * tile.vectors) === 0)
    .map((lanes) => ({ lanes, spans, rows: GROUP_THREADS / lanes / spans }));
  return geometries.find((geometry) => bytesOf(size, tile, geometry) <= WORKGROUP_BYTES) ?? null;
}
