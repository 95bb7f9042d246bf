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

export interface KernelText {
  readonly name: string;
  readonly variant?: string;
  readonly explanation: string;
  /** Element types of the arrays that are read only, by name. */
  readonly reads: Readonly<Record<string, string>>;
  /** Element types of the arrays that are written, by name; they may be read too. */
  readonly writes: Readonly<Record<string, string>>;
  readonly sizes: readonly string[];
  /** WGSL outside of the entry point. */
  readonly declarations?: string;
  /**
   * WGSL of the entry point. It knows `thread` (counted over all workgroups), `group` (of the workgroups) and
   * `lane` (in the workgroup), and `sizes`.
   */
  readonly body: string;
}

/** Writes the WGSL around a kernel's body. */
export function defineKernel(text: KernelText): Kernel {
  const bindings: Binding[] = [
    ...Object.entries(text.reads).map(([name, element]) => ({ name, element, access: "read" }) as const),
    ...Object.entries(text.writes).map(
      ([name, element]) => ({ name, element, access: "read_write" }) as const,
    ),
  ];
  const declared = bindings.map(
    ({ name, element, access }, index) =>
      `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${element}>;`,
  );
  const wgsl = `struct Sizes {
${text.sizes.map((size) => `  ${size}: u32,`).join("\n")}
}
${declared.join("\n")}
@group(0) @binding(${bindings.length}) var<uniform> sizes: Sizes;
${text.declarations ?? ""}
@compute @workgroup_size(${WORKGROUP})
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.x + workgroup.y * workgroups.x;
  let thread = group * ${WORKGROUP}u + lane;
${text.body}
}
`;
  const { name, explanation, sizes } = text;
  return { name, variant: text.variant ?? "", explanation, bindings, sizes, wgsl };
}

/** A family of kernels: makes each variant once. */
export function kernelFamily<Variant extends object>(
  make: (variant: Variant) => Kernel,
): (variant: Variant) => Kernel {
  const made = new Map<string, Kernel>();
  return (variant) => {
    const key = JSON.stringify(variant);
    const known = made.get(key) ?? make(variant);
    made.set(key, known);
    return known;
  };
}
