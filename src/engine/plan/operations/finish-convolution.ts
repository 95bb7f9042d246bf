import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch, Region } from "../ir/dispatch.ts";
import type { ConvolutionArguments } from "./convolution.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

export const FINISH_CONVOLUTION = defineOperation({
  name: "finish convolution",
  variant: { bias: "flag", relu: "flag", ...EPILOGUE },
  views: EPILOGUE_VIEWS,
  over: "vectors of target",
  reads: { partial: "vec4f", bias: "vec4f" },
  sizes: ["parts"],
  optional: { bias: { bias: true }, ...MASKED },
});

/** Adds the `parts` partial sums written to `partial` by `convolutionParts`, and applies the epilogue. */
export function finishConvolution(
  { bias, relu, target, accumulate, mask }: Omit<ConvolutionArguments, "size" | "x" | "weights">,
  parts: number,
  partial: Region,
): Dispatch {
  return FINISH_CONVOLUTION.dispatch({
    variant: { bias: bias !== null, relu, accumulate, mask: mask !== null },
    views: { target, mask },
    operands: { partial, bias },
    sizes: { parts },
  });
}
