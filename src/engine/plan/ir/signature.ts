import type { Constant, Variant } from "./dispatch.ts";
import type { Space } from "./iteration.ts";
import type { KernelName } from "./kernel-names.ts";

/** Access of a kernel to a view; written views may also be read. */
export type ViewAccess = "read" | "write";

/** Values by name. */
export type Named<Value> = Readonly<Record<string, Value>>;
/** No declarations. */
export type None = Record<never, never>;

/**
 * Type of a constant: a flag, a number, a list of numbers, or one of several words. A kernel computes in f32; an f64
 * is for a number from which it derives others before that. A list is the last constant.
 */
export type ConstantType = "flag" | "f32" | "f64" | "u32" | "f32s" | readonly string[];

interface ConstantTypes {
  readonly flag: boolean;
  readonly f32: number;
  readonly f64: number;
  readonly u32: number;
  readonly f32s: readonly number[];
}

type ConstantOf<Type> = Type extends keyof ConstantTypes
  ? ConstantTypes[Type]
  : Type extends readonly (infer Word extends Constant)[]
    ? Word
    : never;

/** The constants of one variant, for constant types by name. */
export type VariantOf<Constants> = { readonly [Name in keyof Constants]: ConstantOf<Constants[Name]> };

/**
 * When an optional operand is present: in the variants with these constants, or independently of the variant.
 */
export type Presence<Constants> = Partial<VariantOf<Constants>> | "either";

/** The operands, sizes and constants of a kernel, in order, including the optional operands. */
export interface Signature<Name extends KernelName = KernelName, Constants = Named<ConstantType>> {
  readonly name: Name;
  /** Constants of the specialisation, by name. */
  readonly variant: Constants;
  /** Views by name. */
  readonly views: Named<ViewAccess>;
  /** Iteration space, see `iteration.ts`. */
  readonly over: Space<string>;
  /** Element types of the other read-only arrays, by name. */
  readonly reads: Named<string>;
  /** Element types of the other written arrays, by name; they may also be read. */
  readonly writes: Named<string>;
  /** Names of the sizes besides those of the iteration space and of the views; u32. */
  readonly sizes: readonly string[];
  /** Views and arrays that some dispatches lack, by name. */
  readonly optional: Named<Named<Constant> | "either">;
}

/** Whether the dispatches of a variant have an operand; "either" when that does not follow from the variant. */
export function hasOperand({ optional }: Signature, name: string, variant: Variant): boolean | "either" {
  const presence = optional[name];
  if (presence === undefined || presence === "either") return presence ?? true;
  return Object.entries(presence).every(([constant, value]) => variant[constant] === value);
}
