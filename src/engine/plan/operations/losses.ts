import { LOSSES, type Loss, type LossKind } from "../../../core/losses/loss.ts";
import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { LossKernelName } from "../ir/loss-kernels.ts";
import type { Named, Signature } from "../ir/signature.ts";
import type { View } from "../ir/view.ts";

interface LossArguments {
  readonly output: View;
  /** Uploaded targets by name. */
  readonly targets: Named<Region>;
  readonly scalars: Region;
}

/** The kernels of a loss. */
interface LossOperation {
  readonly signatures: readonly Signature<LossKernelName>[];
  /**
   * A vector of sums per thread. Writes the gradient, too, unless there is another kernel for it or it is null.
   */
  sums(
    loss: Loss,
    args: LossArguments & { readonly gradient: View | null; readonly partial: Region },
  ): Dispatch;
  /** The gradient from the total sums; null if `sums` writes it. */
  readonly gradient:
    | ((loss: Loss, args: LossArguments & { readonly gradient: View; readonly total: Region }) => Dispatch)
    | null;
}

/** Types of the elements of the targets, by their numbers of channels. */
const ELEMENTS = { 1: "f32", 2: "vec2f" } as const;

const elementsOf = ({ targets }: Loss): Named<string> =>
  Object.fromEntries(Object.entries(targets).map(([name, channels]) => [name, ELEMENTS[channels]]));

/** Types of the constants of a loss: of those that are numbers, or of those that are lists. */
function typesOf<const Type extends "f32" | "f32s">({ constants }: Loss, type: Type): Named<Type> {
  const entries = Object.entries<number | readonly number[]>(constants);
  return Object.fromEntries(
    entries
      .filter(([, value]) => (typeof value === "number") === (type === "f32"))
      .map(([name]) => [name, type]),
  );
}

/** Kernel of a loss that is a mean: the loss in component x of the sums, and its gradient. */
function inOnePass(loss: Loss & { readonly fromSums: null }): LossOperation {
  const { signature, dispatch } = defineOperation({
    name: `${loss.kind} loss`,
    variant: { ...typesOf(loss, "f32"), gradient: "flag", ...typesOf(loss, "f32s") },
    views: { output: "read", gradient: "write" },
    over: "strided pixels of output",
    reads: { ...elementsOf(loss), scalars: "f32" },
    writes: { partial: "vec4f" },
    optional: { gradient: { gradient: true } },
  });
  return {
    signatures: [signature],
    sums: ({ constants }, { output, gradient, targets, scalars, partial }) =>
      dispatch({
        variant: { ...constants, gradient: gradient !== null },
        views: { output, gradient },
        operands: { ...targets, scalars, partial },
      }),
    gradient: null,
  };
}

/** Kernels of a loss that is a function of sums: these, and the gradient from their totals. */
function inTwoPasses(loss: Loss & { readonly fromSums: object }): LossOperation {
  const variant = { ...typesOf(loss, "f32"), ...typesOf(loss, "f32s") };
  const sums = defineOperation({
    name: `${loss.kind} loss sums`,
    variant,
    views: { output: "read" },
    over: "strided pixels of output",
    reads: elementsOf(loss),
    writes: { partial: "vec4f" },
  });
  const gradients = defineOperation({
    name: `${loss.kind} loss gradient`,
    variant,
    views: { output: "read", gradient: "write" },
    over: "pixels of output",
    reads: { ...elementsOf(loss), total: "vec4f", scalars: "f32" },
  });
  return {
    signatures: [sums.signature, gradients.signature],
    sums: ({ constants }, { output, targets, partial }) =>
      sums.dispatch({ variant: constants, views: { output }, operands: { ...targets, partial } }),
    gradient: ({ constants }, { output, gradient, targets, total, scalars }) =>
      gradients.dispatch({
        variant: constants,
        views: { output, gradient },
        operands: { ...targets, total, scalars },
      }),
  };
}

const operationOf = (loss: Loss) => (loss.fromSums === null ? inOnePass(loss) : inTwoPasses(loss));

/** The kernels of all losses, from their declarations. */
export const LOSS_OPERATIONS = Object.fromEntries(
  Object.values<Loss>(LOSSES).map((loss) => [loss.kind, operationOf(loss)]),
) as Readonly<Record<LossKind, LossOperation>>;

/** The signatures of all losses. */
export const LOSS_SIGNATURES = Object.fromEntries(
  Object.values(LOSS_OPERATIONS).flatMap(({ signatures }) =>
    signatures.map((signature) => [signature.name, signature]),
  ),
) as { readonly [Name in LossKernelName]: Signature<Name> };
