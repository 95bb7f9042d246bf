import { GROUP_THREADS } from "../../plan/operations/shared-geometry.ts";

/** Access of a kernel to a buffer. */
export type Access = "read" | "read_write";

/** One buffer binding of a kernel, with the element type of its array, e.g. `vec4f`. */
export interface Binding {
  readonly name: string;
  readonly element: string;
  readonly access: Access;
  /** Operand of a dispatch that is bound, then the one bound where that is absent. */
  readonly operands: readonly string[];
}

/** A GPU program. All sizes are uniforms, which allows layers of any size to share it. */
export interface Kernel {
  /** Name of the computation, e.g. `convolution`. */
  readonly name: string;
  /** Specialisation, e.g. `3x3, 8 px x 2 vectors, bias`. */
  readonly variant: string;
  /** Work of one thread, for readers of the plan. */
  readonly explanation: string;
  /** In the order of their binding numbers; the uniform with the sizes is last. */
  readonly bindings: readonly Binding[];
  /** Names of the `u32` fields of the uniform, in order. */
  readonly sizes: readonly string[];
  readonly wgsl: string;
}

/** Threads per workgroup. */
export const WORKGROUP = GROUP_THREADS;

/** Maximum number of workgroups per dimension that every WebGPU device supports. */
const MAX_WORKGROUPS = 65_535;

/** A two-dimensional dispatch size of at least `count` workgroups; kernels ignore the surplus. */
export function foldWorkgroups(count: number): readonly [number, number] {
  if (count <= MAX_WORKGROUPS) return [count, 1];
  const rows = Math.ceil(count / MAX_WORKGROUPS);
  return [Math.ceil(count / rows), rows];
}

/** Joins `text(0)` to `text(count - 1)`. */
export function repeat(count: number, text: (index: number) => string, separator = "\n"): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(separator);
}

/** Component names of a vec4. */
export const LANES = ["x", "y", "z", "w"] as const;
