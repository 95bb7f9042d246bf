import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import type { ExtentOf, Space } from "../../plan/ir/iteration.ts";
import type { View } from "../../plan/ir/view.ts";
import type { Kernel } from "./kernel.ts";

/** Access of a kernel to a view; written views may also be read. */
export type ViewAccess = "read" | "write";

/** Values by name. */
export type Named<Value> = Readonly<Record<string, Value>>;
/** No declarations. */
export type None = Record<never, never>;

/** Names that every variant of a kernel has. */
export type AlwaysThere<Declared> = {
  [Name in keyof Declared]-?: Declared extends Record<Name, unknown> ? Name : never;
}[keyof Declared] &
  string;

/**
 * Declaration of a kernel, from which its bindings, sizes, dispatch and most of its addressing are derived.
 */
export interface KernelText<Views, Reads, Writes, Size extends string, Over> {
  readonly name: string;
  readonly variant?: string;
  readonly explanation: string;
  /**
   * Views by name. For a view `x`, the WGSL can use `x_at(pixel, vector)` and, if it is written,
   * `store_x(pixel, vector, value)`. The array of `target` is named `target_`, because WGSL reserves that
   * word.
   */
  readonly views?: Views;
  /** Iteration space, see `iteration.ts`. */
  readonly over: Over;
  /** Element types of the other read-only arrays, by name. */
  readonly reads?: Reads;
  /** Element types of the other written arrays, by name; they may also be read. */
  readonly writes?: Writes;
  /** Names of further `u32` uniforms. */
  readonly sizes?: readonly Size[];
  /** WGSL outside of the entry point. */
  readonly declarations?: string;
  /**
   * WGSL of the entry point. In scope are `thread` (global index), `group` (workgroup index), `lane` (index
   * in the workgroup), `sizes`, and the variables that `over` declares.
   */
  readonly body: string;
}

/** Values of all declared names; null is allowed for names that some variants lack. */
type Bound<Declared, Value> = {
  readonly [Name in keyof Declared]-?: Declared extends Record<Name, unknown> ? Value : Value | null;
};

/** A property of the dispatch arguments, omitted if nothing is declared. */
type Given<Part extends string, Values> = keyof Values extends never
  ? unknown
  : { readonly [Name in Part]: Values };

/** Arguments of one dispatch of a kernel. */
export type DispatchArguments<Views, Reads, Writes, Size extends string, Over> = Given<
  "views",
  Bound<Views, View>
> &
  Given<"operands", Bound<Reads & Writes, Region>> &
  Given<"sizes", Readonly<Record<Size | ExtentOf<Over>, number>>>;

/** A kernel with a typed factory of its dispatches. */
export interface TypedKernel<Views, Reads, Writes, Size extends string, Over> {
  readonly kernel: Kernel;
  /**
   * Creates a dispatch with enough workgroups for its threads.
   * @throws RangeError when a view or operand is null but used by this variant, or not null but unused
   */
  dispatch(given: DispatchArguments<Views, Reads, Writes, Size, Over>): Dispatch;
}

/** Any declaration, with names erased. */
export interface AnyText
  extends KernelText<Named<ViewAccess>, Named<string>, Named<string>, string, Space<string>> {}
