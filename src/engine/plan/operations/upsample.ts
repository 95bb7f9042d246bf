import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

const MODES = ["nearest", "bilinear"] as const;

export type UpsampleMode = (typeof MODES)[number];

/** Rows and columns are those of the input. */
export const UPSAMPLE = defineOperation({
  name: "upsampling",
  variant: { mode: MODES },
  views: { x: "read", target: "write" },
  over: "vectors of target",
  sizes: ["rows", "columns", "factor"],
});

/** Upsamples `x` to the size of `target`, an integer multiple. */
export function upsample(mode: UpsampleMode, x: View, target: View): Dispatch {
  const { rows, columns } = x;
  return UPSAMPLE.dispatch({
    variant: { mode },
    views: { x, target },
    sizes: { rows, columns, factor: target.rows / rows },
  });
}

/** Rows and columns are those of the target, the smaller image. */
export const UPSAMPLE_GRADIENT = defineOperation({
  name: "upsampling gradient",
  variant: { mode: MODES, ...EPILOGUE },
  views: { gradient: "read", ...EPILOGUE_VIEWS },
  over: "vectors of target",
  sizes: ["rows", "columns", "factor"],
  optional: MASKED,
});

/** Gradient of `upsample` for `x`. */
export function upsampleGradient(args: {
  readonly mode: UpsampleMode;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { mode, accumulate, ...views } = args;
  const { rows, columns } = views.target;
  return UPSAMPLE_GRADIENT.dispatch({
    variant: { mode, accumulate, mask: views.mask !== null },
    views,
    sizes: { rows, columns, factor: views.gradient.rows / rows },
  });
}
