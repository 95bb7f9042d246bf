/** How a kernel touches a buffer. */
export type Access = "read" | "read_write";

/** One buffer of a kernel: the element type of its array, e.g. `vec4f`. */
export interface Binding {
  readonly name: string;
  readonly element: string;
  readonly access: Access;
}

/** A program for the GPU. All of its sizes are uniforms, so that layers of any size share it. */
export interface Kernel {
  /** What it computes, e.g. `convolution`. */
  readonly name: string;
  /** What it is specialised on, e.g. `3x3, 8 px x 2 vectors, bias`. */
  readonly variant: string;
  /** For people who read the plan: what one thread does. */
  readonly explanation: string;
  /** In the order of their binding numbers; the uniform with the sizes comes after them. */
  readonly bindings: readonly Binding[];
  /** Names of the `u32` fields of the uniform, in order. */
  readonly sizes: readonly string[];
  readonly wgsl: string;
}

/** Threads in a workgroup. */
export const WORKGROUP = 64;

/** Most workgroups in one dimension that every WebGPU device takes. */
const MOST_WORKGROUPS = 65_535;

/** Workgroups in two dimensions that hold at least `count`; kernels ignore the surplus. */
export function foldWorkgroups(count: number): readonly [number, number] {
  if (count <= MOST_WORKGROUPS) return [count, 1];
  const rows = Math.ceil(count / MOST_WORKGROUPS);
  return [Math.ceil(count / rows), rows];
}

/** `text` of 0, 1 ... count - 1, one after the other. */
export function repeat(count: number, text: (index: number) => string, separator = "\n"): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(separator);
}

/** Names of a vector's four components. */
export const LANES = ["x", "y", "z", "w"] as const;
