import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

const KINDS = ["maxPool", "avgPool"] as const;

export type PoolKind = (typeof KINDS)[number];

/** The size is that of the pooled image. */
export const POOL = defineOperation({
  name: "pool",
  variant: { kind: KINDS },
  views: { x: "read", target: "write" },
  over: "vectors of target",
  sizes: ["columns"],
});

/** Pools blocks of 2 x 2 pixels of `x`. */
export function pool(kind: PoolKind, x: View, target: View): Dispatch {
  return POOL.dispatch({ variant: { kind }, views: { x, target }, sizes: { columns: target.columns } });
}

/** The first of equal maxima receives the gradient, as in PyTorch. */
export const POOL_GRADIENT = defineOperation({
  name: "pool gradient",
  variant: { kind: KINDS, ...EPILOGUE },
  views: { x: "read", gradient: "read", ...EPILOGUE_VIEWS },
  over: "vectors of gradient",
  sizes: ["columns"],
  optional: { x: { kind: "maxPool" }, ...MASKED },
});

/** Gradient of `pool` for `x`. */
export function poolGradient(args: {
  readonly kind: PoolKind;
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { kind, accumulate, ...views } = args;
  const x = kind === "maxPool" ? views.x : null;
  return POOL_GRADIENT.dispatch({
    variant: { kind, accumulate, mask: views.mask !== null },
    views: { ...views, x },
    sizes: { columns: views.gradient.columns },
  });
}
