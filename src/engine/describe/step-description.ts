import type { BufferId } from "../plan/ir/dispatch.ts";
import type { BufferRole, Phase } from "../plan/plan-builder.ts";

/** An array that a kernel reads or writes. */
interface DescribedBinding {
  readonly name: string;
  /** Type of its elements, e.g. `vec4f`. */
  readonly element: string;
  readonly access: "read" | "read_write";
}

/** A kernel of an engine, for readers. */
export interface DescribedKernel {
  /** Name of the computation, e.g. `convolution`. */
  readonly name: string;
  /** Specialisation, e.g. `3x3`. */
  readonly variant: string;
  /** What it does, or the work of one of its threads. */
  readonly explanation: string;
  readonly bindings: readonly DescribedBinding[];
  /** Names of its sizes, in order. */
  readonly sizes: readonly string[];
  /** Program text. */
  readonly source: string;
}

/** The buffer region of one binding of a dispatch. */
export interface BoundOperand {
  /** Id of the buffer, equal to that of its tenant. */
  readonly id: BufferId;
  /** Readable name of the buffer, e.g. `activations of conv1_1`. */
  readonly buffer: string;
  /** Bytes of the bound region. */
  readonly bytes: number;
}

/** One dispatch of a plan. */
export interface DispatchRow {
  readonly layer: string;
  readonly phase: Phase;
  /** Index of its kernel in the description. */
  readonly kernel: number;
  /** Independent parts of its work: threads on a GPU, jobs that threads claim on the CPU. */
  readonly units: number;
  /** Groups of threads on a GPU; null on the CPU. */
  readonly workgroups: number | null;
  /** Bytes of all bound regions. */
  readonly bytes: number;
  /** Multiplications and additions; null for kernels other than convolutions. */
  readonly flops: number | null;
  /** In the order of the kernel's bindings. */
  readonly operands: readonly BoundOperand[];
  /** In the order of the kernel's sizes. */
  readonly sizes: readonly number[];
}

/** A buffer that occupies a slot for part of the step. */
export interface Tenant {
  readonly id: BufferId;
  readonly buffer: string;
  readonly role: BufferRole;
  readonly bytes: number;
  /**
   * First and last dispatch that use the buffer; -1 is before the step, the number of dispatches is after it.
   */
  readonly first: number;
  readonly last: number;
}

/** A memory slot, shared by buffers with disjoint lifetimes. */
export interface DescribedSlot {
  readonly bytes: number;
  readonly tenants: readonly Tenant[];
}

/** Memory in use during the whole step. */
export interface Arena {
  readonly name: string;
  readonly bytes: number;
}

/** A training step as plain data. */
export interface StepDescription {
  readonly rows: readonly DispatchRow[];
  /** Unique kernels in the order of first use. */
  readonly kernels: readonly DescribedKernel[];
  readonly slots: readonly DescribedSlot[];
  readonly arenas: readonly Arena[];
  /** Total bytes of slots and arenas. */
  readonly bytes: number;
  /** Multiplications and additions of the step's convolutions. */
  readonly flops: number;
  readonly size: { readonly batch: number; readonly rows: number; readonly columns: number };
}
