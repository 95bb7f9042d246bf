import { type Dispatch, groupsFor, type Region } from "./dispatch.ts";
import { type ExtentOf, iterationOf, type Space } from "./iteration.ts";
import { type Binding, type Kernel, WORKGROUP } from "./kernel.ts";
import type { View } from "./view.ts";
import { bindingOf, viewHelpers, viewOperands, viewSizeNames, viewSizes } from "./view-wgsl.ts";

/** What a kernel does with a view; one that it writes it may read, too. */
export type ViewAccess = "read" | "write";

type Named<Value> = Readonly<Record<string, Value>>;
type None = Record<never, never>;

/** Names that every variant of a kernel has. */
type Always<Declared> = {
  [Name in keyof Declared]-?: Declared extends Record<Name, unknown> ? Name : never;
}[keyof Declared] &
  string;

/** One declaration of a kernel, from which its bindings, sizes, dispatch and most of its addressing follow. */
export interface KernelText<Views, Reads, Writes, Size extends string, Over> {
  readonly name: string;
  readonly variant?: string;
  readonly explanation: string;
  /**
   * Views by name. The WGSL knows `x_at(pixel, vector)` of each, and `store_x(pixel, vector, value)` of those that are
   * written. The array of `target` is `target_`, as WGSL reserves that word.
   */
  readonly views?: Views;
  /** What its threads are dealt over, see `iteration.ts`. */
  readonly over: Over;
  /** Element types of the other arrays that are read only, by name. */
  readonly reads?: Reads;
  /** Element types of the other arrays that are written, by name; they may be read, too. */
  readonly writes?: Writes;
  /** Names of further `u32` uniforms. */
  readonly sizes?: readonly Size[];
  /** WGSL outside of the entry point. */
  readonly declarations?: string;
  /**
   * WGSL of the entry point. It knows `thread` (counted over all workgroups), `group` (of the workgroups), `lane` (in the
   * workgroup), `sizes`, and what `over` names.
   */
  readonly body: string;
}

/** Values of all that is declared; those that some variants do without may be null. */
type Bound<Declared, Value> = {
  readonly [Name in keyof Declared]-?: Declared extends Record<Name, unknown> ? Value : Value | null;
};

/** A part of what a dispatch is given, which is left out where nothing is declared. */
type Given<Part extends string, Values> = keyof Values extends never
  ? unknown
  : { readonly [Name in Part]: Values };

/** What one run of a kernel needs. */
export type DispatchArguments<Views, Reads, Writes, Size extends string, Over> = Given<
  "views",
  Bound<Views, View>
> &
  Given<"operands", Bound<Reads & Writes, Region>> &
  Given<"sizes", Readonly<Record<Size | ExtentOf<Over>, number>>>;

/** A kernel with what makes its dispatches. */
export interface TypedKernel<Views, Reads, Writes, Size extends string, Over> {
  readonly kernel: Kernel;
  /**
   * One run, with as many workgroups as its threads need.
   * @throws RangeError when this variant needs a view or an operand that is null, or has no use for one that is not
   */
  dispatch(given: DispatchArguments<Views, Reads, Writes, Size, Over>): Dispatch;
}

interface AnyText
  extends KernelText<Named<ViewAccess>, Named<string>, Named<string>, string, Space<string>> {}

interface AnyArguments {
  readonly views?: Named<View | null>;
  readonly operands?: Named<Region | null>;
  readonly sizes?: Named<number>;
}

function bindingsOf({ views = {}, reads = {}, writes = {} }: AnyText): readonly Binding[] {
  return [
    ...Object.entries(views).map(
      ([name, access]): Binding => ({
        name: bindingOf(name),
        element: "vec4f",
        access: access === "read" ? "read" : "read_write",
      }),
    ),
    ...Object.entries(reads).map(([name, element]): Binding => ({ name, element, access: "read" })),
    ...Object.entries(writes).map(([name, element]): Binding => ({ name, element, access: "read_write" })),
  ];
}

/** Throws a RangeError when WGSL reads a size that is not there, which a GPU would find only when it compiles it. */
function checkSizes(kernel: string, sizes: readonly string[], wgsl: string): void {
  const missing = [...wgsl.matchAll(/\bsizes\.(\w+)/g)].find(([, size]) => !sizes.includes(size));
  if (missing) throw new RangeError(`the kernel ${kernel} reads ${missing[0]}, which it does not have`);
}

function kernelOf(text: AnyText): Kernel {
  const { name, variant = "", explanation, views = {}, declarations = "", body } = text;
  const [iteration] = iterationOf(text.over);
  const bindings = bindingsOf(text);
  const sizes = [...iteration.sizes, ...(text.sizes ?? []), ...viewSizeNames(Object.keys(views))];
  const declared = bindings.map(
    ({ name, element, access }, index) =>
      `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${element}>;`,
  );
  const parts = [
    `struct Sizes {\n${sizes.map((size) => `  ${size}: u32,`).join("\n")}\n}`,
    [...declared, `@group(0) @binding(${bindings.length}) var<uniform> sizes: Sizes;`].join("\n"),
    ...viewHelpers(Object.keys(views), declarations + body),
    declarations.trim(),
    `@compute @workgroup_size(${WORKGROUP})
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.x + workgroup.y * workgroups.x;
  let thread = group * ${WORKGROUP}u + lane;
${[iteration.wgsl, body]
  .map((lines) => lines.replace(/^\n/, ""))
  .filter((lines) => lines !== "")
  .join("\n")}
}`,
  ];
  const wgsl = `${parts.filter((part) => part !== "").join("\n\n")}\n`;
  checkSizes(name, sizes, body + declarations);
  return { name, variant, explanation, bindings, sizes, wgsl };
}

/** The values of all names that are declared. Throws a RangeError when one is not there, or when there are others. */
function matching<Value>(
  kernel: string,
  declared: readonly string[],
  given: Named<Value | null> = {},
): Named<Value> {
  const entries = declared.map((name): [string, Value] => {
    const value = given[name] ?? null;
    if (value === null) throw new RangeError(`the kernel ${kernel} is not given ${name}`);
    return [name, value];
  });
  const surplus = Object.keys(given).find((name) => given[name] !== null && !declared.includes(name));
  if (surplus !== undefined) throw new RangeError(`the kernel ${kernel} has no use for ${surplus}`);
  return Object.fromEntries(entries);
}

/** The uniforms of a kernel. Throws a RangeError when one is not a whole number. */
function uniformsOf({ name: kernel, sizes }: Kernel, values: Named<number>): Named<number> {
  const entries = sizes.map((name): [string, number] => {
    if (Number.isInteger(values[name])) return [name, values[name]];
    throw new RangeError(`the size ${name} of the kernel ${kernel} is ${values[name]}`);
  });
  return Object.fromEntries(entries);
}

/** Writes the WGSL around a kernel's body, and makes its dispatches. */
export function defineKernel<
  const Views extends Named<ViewAccess> = None,
  const Reads extends Named<string> = None,
  const Writes extends Named<string> = None,
  const Size extends string = never,
  const Over extends Space<Always<Views>> = never,
>(text: KernelText<Views, Reads, Writes, Size, Over>): TypedKernel<Views, Reads, Writes, Size, Over>;
export function defineKernel(text: AnyText): {
  readonly kernel: Kernel;
  dispatch(given: AnyArguments): Dispatch;
} {
  const kernel = kernelOf(text);
  const { name, views = {}, reads = {}, writes = {}, sizes = [] } = text;
  const [iteration, over] = iterationOf(text.over);
  const sizesGiven = iteration.extent === null ? sizes : [...sizes, iteration.extent];
  return {
    kernel,
    dispatch(given) {
      const bound = matching(name, Object.keys(views), given.views);
      const operands = matching(name, Object.keys({ ...reads, ...writes }), given.operands);
      const numbers = matching(name, sizesGiven, given.sizes);
      const { sizes, threads } = iteration.count(bound[over ?? ""], numbers[iteration.extent ?? ""]);
      return {
        kernel,
        operands: { ...viewOperands(bound), ...operands },
        sizes: uniformsOf(kernel, { ...numbers, ...sizes, ...viewSizes(bound) }),
        workgroups: groupsFor(threads),
      };
    },
  };
}

/** A family of kernels: makes each variant once. */
export function kernelFamily<Variant extends object, Made>(
  make: (variant: Variant) => Made,
): (variant: Variant) => Made {
  const made = new Map<string, Made>();
  return (variant) => {
    const key = JSON.stringify(variant);
    const known = made.get(key) ?? make(variant);
    made.set(key, known);
    return known;
  };
}
