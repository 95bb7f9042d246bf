import type { KernelName } from "./kernel-names.ts";

/** Index of a buffer in its plan. */
export type BufferId = number;

/** A region of a buffer, in bytes; without `bytes`, the whole buffer. */
export interface Region {
  readonly buffer: BufferId;
  readonly offset?: number;
  readonly bytes?: number;
  /** Rejects views, whose offsets are in vectors. */
  readonly stride?: never;
}

/** A constant of a specialised kernel. */
export type Constant = boolean | number | string | readonly number[];

/** The constants of a specialised kernel, in the order of its signature. */
export type Variant = Readonly<Record<string, Constant>>;

/** A computation and its specialisation, as plain data: each engine finds its own kernel by them. */
export interface KernelChoice {
  readonly name: KernelName;
  readonly variant: Variant;
}

/** One dispatch of a kernel, on buffers that need not exist yet. */
export interface Dispatch {
  readonly kernel: KernelChoice;
  /** Regions by the names of the signature; absent ones are omitted. */
  readonly operands: Readonly<Record<string, Region>>;
  /** By name: those of the iteration space and of the signature, and `xStride` and `xOffset` of a view `x`. */
  readonly sizes: Readonly<Record<string, number>>;
  /**
   * Number of threads on a GPU; of groups of threads for a kernel over groups. The CPU engine divides the work by
   * the sizes instead.
   */
  readonly extent: number;
}
