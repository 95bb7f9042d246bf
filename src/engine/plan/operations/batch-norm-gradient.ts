import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

export const BATCH_NORM_GRADIENT_SUMS = defineOperation({
  name: "batch norm gradient sums",
  views: { x: "read", gradient: "read" },
  over: "parts of x",
  reads: { statistics: "vec4f" },
  writes: { partial: "vec4f" },
});

/** Sums for the gradients of scale and shift, `[part, 2, channel]`. */
export function batchNormGradientSums(args: {
  readonly x: View;
  readonly statistics: Region;
  readonly gradient: View;
  readonly parts: number;
  readonly partial: Region;
}): Dispatch {
  const { x, statistics, gradient, parts, partial } = args;
  return BATCH_NORM_GRADIENT_SUMS.dispatch({
    views: { x, gradient },
    operands: { statistics, partial },
    sizes: { parts },
  });
}

export const BATCH_NORM_GRADIENT = defineOperation({
  name: "batch norm gradient",
  variant: EPILOGUE,
  views: { x: "read", gradient: "read", ...EPILOGUE_VIEWS },
  over: "vectors of x",
  reads: { statistics: "vec4f", affine: "vec4f", sums: "vec4f" },
  optional: MASKED,
});

/** Gradient of batch normalisation with batch statistics for `x`, from the total `sums`. */
export function batchNormGradient(args: {
  readonly x: View;
  readonly statistics: Region;
  readonly affine: Region;
  readonly sums: Region;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { accumulate, statistics, affine, sums, ...views } = args;
  return BATCH_NORM_GRADIENT.dispatch({
    variant: { accumulate, mask: views.mask !== null },
    views,
    operands: { statistics, affine, sums },
  });
}
