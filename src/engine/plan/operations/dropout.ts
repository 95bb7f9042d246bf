import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

export const DROPOUT = defineOperation({
  name: "dropout",
  variant: { rate: "f64", ...EPILOGUE },
  views: { x: "read", ...EPILOGUE_VIEWS },
  over: "vectors of x",
  reads: { scalars: "f32" },
  sizes: ["number", "seed"],
  optional: MASKED,
});

/** A dropout of one network. */
export interface DropoutArguments {
  readonly rate: number;
  /** See `dropoutNumbers`. */
  readonly number: number;
  readonly seed: number;
  readonly scalars: Region;
}

/** Dropout of x, see `dropoutMask`; also its gradient, which applies the same mask and scale. */
export function dropout(
  args: DropoutArguments & {
    readonly x: View;
    readonly target: View;
    readonly accumulate: boolean;
    readonly mask: View | null;
  },
): Dispatch {
  const { rate, number, seed, scalars, accumulate, ...views } = args;
  return DROPOUT.dispatch({
    variant: { rate, accumulate, mask: views.mask !== null },
    views,
    operands: { scalars },
    sizes: { number, seed },
  });
}
