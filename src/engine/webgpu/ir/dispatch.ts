import { type Kernel, WORKGROUP } from "./kernel.ts";

/** Number of a buffer in its plan. */
export type BufferId = number;

/** A part of a buffer, in bytes; the whole of it without `bytes`. */
export interface Region {
  readonly buffer: BufferId;
  readonly offset?: number;
  readonly bytes?: number;
  /** Views, which count in vectors, are no regions. */
  readonly stride?: never;
}

/** One run of a kernel, on buffers that need not exist yet. */
export interface Dispatch {
  readonly kernel: Kernel;
  /** By name of the kernel's bindings. */
  readonly operands: Readonly<Record<string, Region>>;
  /** In the order of the kernel's sizes. */
  readonly sizes: readonly number[];
  readonly workgroups: number;
}

/** Workgroups that hold `threads` threads. */
export function groupsFor(threads: number): number {
  return Math.ceil(threads / WORKGROUP);
}
