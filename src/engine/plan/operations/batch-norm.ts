import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";

export const BATCH_NORM = defineOperation({
  name: "batch norm",
  variant: { relu: "flag" },
  views: { x: "read", target: "write" },
  over: "vectors of x",
  reads: { statistics: "vec4f", affine: "vec4f" },
});

/** Normalises `x` with `statistics` `[2, channel]`, either batch statistics or running averages. */
export function batchNorm(args: {
  readonly x: View;
  readonly statistics: Region;
  /** Scale, then shift per channel: `[2, channel]`. */
  readonly affine: Region;
  readonly relu: boolean;
  readonly target: View;
}): Dispatch {
  const { x, statistics, affine, relu, target } = args;
  return BATCH_NORM.dispatch({
    variant: { relu },
    views: { x, target },
    operands: { statistics, affine },
  });
}
