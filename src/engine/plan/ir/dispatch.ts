import { type Kernel, WORKGROUP } from "../../webgpu/ir/kernel.ts";

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

/** One dispatch of a kernel, on buffers that need not exist yet. */
export interface Dispatch {
  readonly kernel: Kernel;
  /** Regions by the names of the kernel's bindings. */
  readonly operands: Readonly<Record<string, Region>>;
  /** In the order of the kernel's sizes. */
  readonly sizes: readonly number[];
  readonly workgroups: number;
}

/** Number of workgroups for `threads` threads. */
export function groupsFor(threads: number): number {
  return Math.ceil(threads / WORKGROUP);
}
