import type { OptimiserKind, OptimiserRecipe } from "../../../core/recipe/optimisers.ts";
import { OPTIMISER_SPECS, type UpdateKernelName } from "../../optimisers/optimiser-specs.ts";
import { defineOperation } from "../ir/define-operation.ts";
import type { Constant, Dispatch, Region } from "../ir/dispatch.ts";
import type { Named, Signature } from "../ir/signature.ts";

/** Names with a value each. */
const named = <Value>(names: readonly string[], value: (name: string, index: number) => Value) =>
  Object.fromEntries(names.map((name, index) => [name, value(name, index)]));

/** The kernel of an optimiser, from its declaration. */
function updateOf(optimiser: OptimiserKind) {
  const { kernel, constants, state } = OPTIMISER_SPECS[optimiser];
  return defineOperation({
    name: kernel,
    variant: { ...(constants as Named<"flag" | "f32" | "f64">), clips: "flag" },
    over: "arena",
    reads: { gradients: "vec4f", scalars: "f32", sums: "vec4f" },
    writes: { parameters: "vec4f", ...named(state, () => "vec4f") },
    optional: { sums: { clips: true } },
  });
}

const UPDATES = Object.fromEntries(
  Object.keys(OPTIMISER_SPECS).map((kind) => [kind, updateOf(kind as OptimiserKind)]),
) as Readonly<Record<OptimiserKind, ReturnType<typeof updateOf>>>;

/** The signatures of the kernels of all optimisers. */
export const UPDATE_SIGNATURES = Object.fromEntries(
  Object.values(UPDATES).map(({ signature }): [string, Signature] => [signature.name, signature]),
) as { readonly [Name in UpdateKernelName]: Signature<Name> };

interface UpdateArguments {
  readonly recipe: OptimiserRecipe;
  readonly length: number;
  readonly gradients: Region;
  readonly scalars: Region;
  /** Region with the clipping factor; null without clipping. */
  readonly sums: Region | null;
  readonly parameters: Region;
  /** The optimiser state arrays. */
  readonly state: readonly Region[];
}

/**
 * One step of an optimiser over `length` vectors, with gradient clipping if `sums` is given. See
 * `optimiser-specs.ts` for the formulas.
 */
export function update({ recipe, length, state, ...regions }: UpdateArguments): Dispatch {
  const { constants, state: names } = OPTIMISER_SPECS[recipe.kind];
  const values: Named<Constant | undefined> = recipe;
  return UPDATES[recipe.kind].dispatch({
    variant: { ...named(Object.keys(constants), (name) => values[name]), clips: regions.sums !== null },
    operands: { ...regions, ...named(names, (_, index) => state[index]) },
    sizes: { length },
  });
}
