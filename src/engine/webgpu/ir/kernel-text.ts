import type { Dispatch, Region } from "./dispatch.ts";
import type { ExtentOf, Space } from "./iteration.ts";
import type { Kernel } from "./kernel.ts";
import type { View } from "./view.ts";

/** What a kernel does with a view; one that it writes it may read, too. */
export type ViewAccess = "read" | "write";

/** By name. */
export type Named<Value> = Readonly<Record<string, Value>>;
/** Nothing declared. */
export type None = Record<never, never>;

/** Names that every variant of a kernel has. */
export type AlwaysThere<Declared> = {
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

/** Any declaration, where its names do not matter. */
export interface AnyText
  extends KernelText<Named<ViewAccess>, Named<string>, Named<string>, string, Space<string>> {}
