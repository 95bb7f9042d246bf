import type { BufferId, Dispatch, Region } from "./ir/dispatch.ts";
import { VECTOR_BYTES, type View, vectorsFor } from "./ir/view.ts";
import type { SharedName } from "./shared-buffers.ts";

/** Phase of a step. */
export type Phase = "forward" | "loss" | "backward" | "update";

/** Role of a buffer, as shown in the memory map. */
export type BufferRole = "activation" | "gradient" | "scratch" | "upload" | "result";

/** A buffer of a plan: where its values come from, and its size. */
export type BufferSpec =
  /** Allocated once for all plans of a network, by name. */
  | { readonly kind: "shared"; readonly name: SharedName }
  /** Written by the host before the step, by name; `bytes` of f32. */
  | { readonly kind: "upload"; readonly name: string; readonly bytes: number }
  /** Read back after the step, by name. */
  | { readonly kind: "result"; readonly name: string; readonly bytes: number }
  /** Intermediate result within one step. */
  | { readonly kind: "temporary"; readonly role: BufferRole; readonly bytes: number };

/** A dispatch with the node of the graph that it belongs to. */
export interface PlannedDispatch extends Dispatch {
  readonly layer: string;
  readonly phase: Phase;
}

/** A step as data: buffers that need not exist yet, and a flat list of dispatches on them. */
export interface Plan {
  readonly buffers: readonly BufferSpec[];
  readonly dispatches: readonly PlannedDispatch[];
}

const FLOAT_BYTES = 4;

/** Collects a plan. */
export class PlanBuilder {
  readonly #buffers: BufferSpec[] = [];
  readonly #dispatches: PlannedDispatch[] = [];
  readonly #named = new Map<string, BufferId>();

  plan(): Plan {
    return { buffers: this.#buffers, dispatches: this.#dispatches };
  }

  shared(name: SharedName): Region {
    return this.#once(`shared ${name}`, { kind: "shared", name });
  }

  /** A buffer of `length` f32 that the host writes. */
  upload(name: string, length: number): Region {
    return this.#once(`upload ${name}`, { kind: "upload", name, bytes: length * FLOAT_BYTES });
  }

  /** A buffer of `length` f32 that the host reads. */
  result(name: string, length: number): Region {
    return this.#once(`result ${name}`, { kind: "result", name, bytes: length * FLOAT_BYTES });
  }

  temporary(role: BufferRole, vectors: number): Region {
    return this.#add({ kind: "temporary", role, bytes: vectors * VECTOR_BYTES });
  }

  /** A view of its own temporary buffer. */
  view(role: BufferRole, batch: number, shape: readonly [number, number, number]): View {
    const [rows, columns, channels] = shape;
    const stride = vectorsFor(channels);
    const { buffer } = this.temporary(role, batch * rows * columns * stride);
    return { buffer, batch, rows, columns, channels, stride, offset: 0 };
  }

  dispatch(phase: Phase, layer: string, dispatch: Dispatch): void {
    this.#dispatches.push({ ...dispatch, phase, layer });
  }

  #add(spec: BufferSpec): Region {
    return { buffer: this.#buffers.push(spec) - 1 };
  }

  #once(key: string, spec: BufferSpec): Region {
    const known = this.#named.get(key);
    if (known !== undefined) return { buffer: known };
    const added = this.#add(spec);
    this.#named.set(key, added.buffer);
    return added;
  }
}
