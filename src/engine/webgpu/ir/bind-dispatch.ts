import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import { SIGNATURES } from "../../plan/signatures.ts";
import { type Kernel, WORKGROUP } from "./kernel.ts";

/** Buffers, sizes and workgroups of a dispatch, for its kernel. */
export interface BoundDispatch {
  /** In the order of the kernel's bindings. */
  readonly operands: readonly Region[];
  /** In the order of the kernel's sizes. */
  readonly sizes: readonly number[];
  readonly workgroups: number;
}

/** Sizes of the views that are bound where optional ones are absent, by the names of those. */
function sizesOfOthers({ bindings }: Kernel, { sizes }: Dispatch): Record<string, number> {
  const substituted = bindings.filter(({ operands }) => operands.length > 1);
  return Object.fromEntries(
    substituted.flatMap(({ operands: [own, other] }) =>
      ["Stride", "Offset"].map((size): [string, number] => [`${own}${size}`, sizes[`${other}${size}`]]),
    ),
  );
}

/** Regions, sizes and workgroups of a dispatch for its kernel, with enough workgroups for its threads. */
export function bindDispatch(kernel: Kernel, dispatch: Dispatch): BoundDispatch {
  const { operands, extent } = dispatch;
  const isOverGroups = SIGNATURES[dispatch.kernel.name].over === "groups";
  const sizes = { ...sizesOfOthers(kernel, dispatch), ...dispatch.sizes };
  return {
    operands: kernel.bindings.map(({ operands: [own, other] }) => operands[own] ?? operands[other]),
    sizes: kernel.sizes.map((name) => sizes[name]),
    workgroups: isOverGroups ? extent : Math.ceil(extent / WORKGROUP),
  };
}
