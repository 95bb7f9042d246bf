import type { BufferId } from "./dispatch.ts";

/** Channels in one element of a buffer. */
export const VECTOR = 4;

/** Bytes of one element of a buffer. */
export const VECTOR_BYTES = 16;

/**
 * Values `[batch, row, column, channel]` within a buffer of 4-vectors. Channels fill whole vectors; those beyond the
 * last channel are 0. Several views may lie side by side in one buffer, which is what a concat is.
 */
export interface View {
  readonly buffer: BufferId;
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Vectors from one pixel to the next. */
  readonly stride: number;
  /** Vectors of a pixel that lie before the view's first. */
  readonly offset: number;
}

/** Vectors that hold `channels`. */
export function vectorsFor(channels: number): number {
  return Math.ceil(channels / VECTOR);
}

/** Vectors of one pixel of the view. */
export function vectorsOf({ channels }: View): number {
  return vectorsFor(channels);
}

/** Pixels of the whole batch. */
export function pixelsOf({ batch, rows, columns }: View): number {
  return batch * rows * columns;
}
