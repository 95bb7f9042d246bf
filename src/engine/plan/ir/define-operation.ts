import type { Dispatch, Region, Variant } from "./dispatch.ts";
import { type ExtentOf, iterationOf, type Space } from "./iteration.ts";
import type { KernelName } from "./kernel-names.ts";
import {
  type ConstantType,
  hasOperand,
  type Named,
  type None,
  type Presence,
  type Signature,
  type VariantOf,
  type ViewAccess,
} from "./signature.ts";
import type { View } from "./view.ts";

/** Names of declared operands or constants. */
type NamesOf<Declared> = keyof Declared & string;

/** A signature with everything omitted that a kernel has none of. */
interface Declaration<Name, Constants, Views, Reads, Writes, Size, Optional, Over> {
  readonly name: Name;
  readonly variant?: Constants;
  readonly views?: Views;
  readonly over: Over;
  readonly reads?: Reads;
  readonly writes?: Writes;
  readonly sizes?: readonly Size[];
  readonly optional?: Optional;
}

/** Values of all declared names; null is allowed for optional ones. */
type Bound<Declared, Optional, Value> = {
  readonly [Name in keyof Declared]: Name extends keyof Optional ? Value | null : Value;
};

/** A property of the dispatch arguments, omitted if nothing is declared. */
type Given<Part extends string, Values> = keyof Values extends never
  ? unknown
  : { readonly [Name in Part]: Values };

/** Arguments of one dispatch. */
type DispatchArguments<Constants, Views, Arrays, Size extends string, Optional, Over> = Given<
  "variant",
  VariantOf<Constants>
> &
  Given<"views", Bound<Views, Optional, View>> &
  Given<"operands", Bound<Arrays, Optional, Region>> &
  Given<"sizes", Readonly<Record<Size | ExtentOf<Over>, number>>>;

/** A signature with a typed factory of its dispatches. */
interface Operation<Name extends KernelName, Constants, Views, Arrays, Size extends string, Optional, Over> {
  readonly signature: Signature<Name, Constants>;
  /**
   * Creates a dispatch.
   * @throws RangeError when a view or array is null but used by this variant, or not null but unused, or when
   *   a size is not an integer
   */
  dispatch(given: DispatchArguments<Constants, Views, Arrays, Size, Optional, Over>): Dispatch;
}

/**
 * The values of the declared names, in their order. Throws a RangeError when one is missing, or when there
 * are undeclared names.
 */
function matching<Value>(
  kernel: string,
  declared: readonly string[],
  given: Named<Value | null> = {},
  isPresent: (name: string) => boolean | "either" = () => true,
): Named<Value> {
  const entries = declared.flatMap((name): [string, Value][] => {
    const value = given[name];
    const present = isPresent(name);
    if (present === false || (present === "either" && value === null)) return [];
    if (value === null || value === undefined) {
      throw new RangeError(`the kernel ${kernel} is not given ${name}`);
    }
    return [[name, value]];
  });
  const used = new Set(entries.map(([name]) => name));
  const surplus = Object.keys(given).find((name) => given[name] !== null && !used.has(name));
  if (surplus !== undefined) throw new RangeError(`the kernel ${kernel} has no use for ${surplus}`);
  return Object.fromEntries(entries);
}

function checkIntegers(kernel: string, sizes: Named<number>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isInteger(size)) throw new RangeError(`the size ${name} of the kernel ${kernel} is ${size}`);
  }
}

interface AnyArguments {
  readonly variant?: Variant;
  readonly views?: Named<View | null>;
  readonly operands?: Named<Region | null>;
  readonly sizes?: Named<number>;
}

/** The dispatch of a signature with these arguments, see `Operation`. */
function makeDispatch(signature: Signature, given: AnyArguments): Dispatch {
  const { name, views, reads, writes } = signature;
  const [iteration, over] = iterationOf(signature.over);
  const variant = matching(name, Object.keys(signature.variant), given.variant);
  const isPresent = (operand: string) => hasOperand(signature, operand, variant);
  const bound = matching(name, Object.keys(views), given.views, isPresent);
  const arrays = matching(name, Object.keys({ ...reads, ...writes }), given.operands, isPresent);
  const extents = iteration.extent === null ? [] : [iteration.extent];
  const numbers = matching(name, [...signature.sizes, ...extents], given.sizes);
  const { sizes: counted, extent } = iteration.count(bound[over ?? ""], numbers[iteration.extent ?? ""]);
  const declaredSizes = signature.sizes.map((size): [string, number] => [size, numbers[size]]);
  const ofViews = Object.entries(bound).flatMap(([view, { stride, offset }]): [string, number][] => [
    [`${view}Stride`, stride],
    [`${view}Offset`, offset],
  ]);
  const buffers = Object.entries(bound).map(([view, { buffer }]): [string, Region] => [view, { buffer }]);
  const sizes = { ...counted, ...Object.fromEntries([...declaredSizes, ...ofViews]) };
  checkIntegers(name, { ...sizes, extent });
  return {
    kernel: { name, variant },
    operands: { ...Object.fromEntries(buffers), ...arrays },
    sizes,
    extent,
  };
}

/** Declares the signature of a kernel. The names of its dispatches' arguments are checked by the compiler. */
export function defineOperation<
  const Name extends KernelName,
  const Constants extends Named<ConstantType> = None,
  const Views extends Named<ViewAccess> = None,
  const Reads extends Named<string> = None,
  const Writes extends Named<string> = None,
  const Size extends string = never,
  const Optional extends Partial<
    Record<NamesOf<Views> | NamesOf<Reads> | NamesOf<Writes>, Presence<Constants>>
  > = None,
  const Over extends Space<Exclude<NamesOf<Views>, keyof Optional>> = never,
>(
  declaration: Declaration<Name, Constants, Views, Reads, Writes, Size, Optional, Over>,
): Operation<Name, Constants, Views, Reads & Writes, Size, Optional, Over>;
export function defineOperation(declaration: Partial<Signature> & Pick<Signature, "name" | "over">): {
  readonly signature: Signature;
  dispatch(given: AnyArguments): Dispatch;
} {
  const signature = {
    variant: {},
    views: {},
    reads: {},
    writes: {},
    sizes: [],
    optional: {},
    ...declaration,
  };
  iterationOf(signature.over);
  return { signature, dispatch: (given) => makeDispatch(signature, given) };
}
