import type { BufferId } from "../ir/dispatch.ts";
import type { Kernel } from "../ir/kernel.ts";
import type { BufferRole, Phase } from "../plan/plan-builder.ts";

/** What one binding of a dispatch is bound to. */
export interface BoundOperand {
  /** Of the buffer, the same as its tenant's. */
  readonly id: BufferId;
  /** The buffer in words, e.g. `values made by conv1_1`. */
  readonly buffer: string;
  /** Bytes of the part that is bound. */
  readonly bytes: number;
}

/** One dispatch of a plan. */
export interface DispatchRow {
  readonly layer: string;
  readonly phase: Phase;
  /** Index of its kernel in the description. */
  readonly kernel: number;
  readonly workgroups: number;
  readonly threads: number;
  /** Of all that is bound. */
  readonly bytes: number;
  /** Multiplications and additions; null for kernels other than convolutions. */
  readonly flops: number | null;
  /** In the order of the kernel's bindings. */
  readonly operands: readonly BoundOperand[];
  /** In the order of the kernel's sizes. */
  readonly sizes: readonly number[];
}

/** A buffer in the place that it has for a part of the step. */
export interface Tenant {
  readonly id: BufferId;
  readonly buffer: string;
  readonly role: BufferRole;
  readonly bytes: number;
  /** Dispatches from the first to the last that touch it; -1 for before the step, the number of dispatches for after. */
  readonly first: number;
  readonly last: number;
}

/** Memory that buffers have one after the other. */
export interface DescribedPlace {
  readonly bytes: number;
  readonly tenants: readonly Tenant[];
}

/** Memory that is in use all the time. */
export interface Arena {
  readonly name: string;
  readonly bytes: number;
}

/** A training step as plain data. */
export interface StepDescription {
  readonly rows: readonly DispatchRow[];
  /** Each kernel once, in the order of their first use. */
  readonly kernels: readonly Kernel[];
  readonly places: readonly DescribedPlace[];
  readonly arenas: readonly Arena[];
  /** Of all places and arenas. */
  readonly bytes: number;
  /** Multiplications and additions of the step's convolutions. */
  readonly flops: number;
  readonly size: { readonly batch: number; readonly rows: number; readonly columns: number };
}
