import { LOSSES, type Loss, type LossKind } from "../../../core/losses/loss.ts";

/** Names of the kernels of a loss: one, or two where the gradient depends on the sums over all pixels. */
export type LossKernelName<Kind extends LossKind = LossKind> = {
  readonly [K in Kind]: (typeof LOSSES)[K]["fromSums"] extends null
    ? `${K} loss`
    : `${K} loss sums` | `${K} loss gradient`;
}[Kind];

type ConstantsOf<Kind extends LossKind> = (typeof LOSSES)[Kind]["constants"];

/** The constants of a kernel: those of its loss and, where one kernel does it all, whether it has a gradient. */
export type LossVariant<Name extends LossKernelName> = Name extends `${infer Kind extends LossKind} loss`
  ? ConstantsOf<Kind> & { readonly gradient: boolean }
  : Name extends `${infer Kind extends LossKind} loss ${"sums" | "gradient"}`
    ? ConstantsOf<Kind>
    : never;

function namesOf({ kind, fromSums }: Loss) {
  return fromSums === null ? [`${kind} loss`] : [`${kind} loss sums`, `${kind} loss gradient`];
}

/** The kernels of all losses. */
export const LOSS_KERNELS = Object.values<Loss>(LOSSES).flatMap(namesOf) as readonly LossKernelName[];
