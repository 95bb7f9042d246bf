import { type Dispatch, groupsFor, type Region } from "../../plan/ir/dispatch.ts";
import { iterationOf, type Space } from "../../plan/ir/iteration.ts";
import type { View } from "../../plan/ir/view.ts";
import type { Kernel } from "./kernel.ts";
import type {
  AlwaysThere,
  AnyText,
  KernelText,
  Named,
  None,
  TypedKernel,
  ViewAccess,
} from "./kernel-text.ts";
import { viewOperands, viewSizes } from "./view-wgsl.ts";
import { writeKernel } from "./write-kernel.ts";

interface AnyArguments {
  readonly views?: Named<View | null>;
  readonly operands?: Named<Region | null>;
  readonly sizes?: Named<number>;
}

/**
 * The values of all declared names. Throws a RangeError when one is missing, or when there are undeclared
 * names.
 */
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

/** The uniforms of a kernel in order. Throws a RangeError when one is not an integer. */
function uniformsOf({ name: kernel, sizes }: Kernel, values: Named<number>): readonly number[] {
  return sizes.map((name) => {
    if (Number.isInteger(values[name])) return values[name];
    throw new RangeError(`the size ${name} of the kernel ${kernel} is ${values[name]}`);
  });
}

/** Defines a kernel: generates the WGSL around its body, and creates its dispatches. */
export function defineKernel<
  const Views extends Named<ViewAccess> = None,
  const Reads extends Named<string> = None,
  const Writes extends Named<string> = None,
  const Size extends string = never,
  const Over extends Space<AlwaysThere<Views>> = never,
>(text: KernelText<Views, Reads, Writes, Size, Over>): TypedKernel<Views, Reads, Writes, Size, Over>;
export function defineKernel(text: AnyText): {
  readonly kernel: Kernel;
  dispatch(given: AnyArguments): Dispatch;
} {
  const kernel = writeKernel(text);
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

/** A family of kernels that creates each variant only once. */
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
