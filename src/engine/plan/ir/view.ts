import type { BufferId } from "./dispatch.ts";

/** Channels in one element of a buffer. */
export const VECTOR = 4;

/** Bytes of one element of a buffer. */
export const VECTOR_BYTES = 16;

/**
 * Values `[batch, row, column, channel]` within a buffer of vec4f. Channels are padded to whole vectors with
 * zeros. A concat consists of several adjacent views of one buffer.
 */
export interface View {
  readonly buffer: BufferId;
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Vectors from one pixel to the next. */
  readonly stride: number;
  /** Vectors of a pixel before the first vector of the view. */
  readonly offset: number;
}

/** Number of vectors for `channels` channels. */
export function vectorsFor(channels: number): number {
  return Math.ceil(channels / VECTOR);
}

/** Vectors per pixel of the view. */
export function vectorsOf({ channels }: View): number {
  return vectorsFor(channels);
}

/** Pixels of the whole batch. */
export function pixelsOf({ batch, rows, columns }: View): number {
  return batch * rows * columns;
}
