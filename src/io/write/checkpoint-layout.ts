/** First bytes of a checkpoint. */
export const CHECKPOINT_MAGIC = "DLABCKPT";

/** Incremented whenever the layout of the file or its head changes. */
export const CHECKPOINT_VERSION = 1;

/** Magic, version and length of the head, each number an unsigned little-endian 32-bit integer. */
export const PREFIX_BYTES = 16;

/** CRC-32 of all bytes before it, at the end of the file. */
export const CHECKSUM_BYTES = 4;

/** The head is padded with spaces to a multiple of this, which aligns the arrays. */
export const HEAD_MULTIPLE = 8;

/** Maximum size of a checkpoint in bytes, which a browser can read into one array. */
export const MAX_CHECKPOINT_BYTES = 2 ** 31;

/** Maximum size of the head in bytes. */
export const MAX_HEAD_BYTES = 2 ** 26;

/** Types of the values of an array. 64-bit arrays precede 32-bit arrays, which aligns all of them. */
export type CheckpointValues = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** One array of a checkpoint. */
export interface CheckpointArray {
  /** Unique within the file. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array;
}

/** What the head lists of an array. Arrays follow each other without gaps, in this order. */
export interface ListedArray {
  readonly name: string;
  readonly type: "float64" | "float32";
  readonly shape: readonly number[];
}
