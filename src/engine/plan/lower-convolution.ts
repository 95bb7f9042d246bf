import type { ConvolutionChoice } from "./choice.ts";
import type { Dispatch } from "./ir/dispatch.ts";
import { pixelsOf, vectorsOf } from "./ir/view.ts";
import { type ConvolutionArguments, convolution } from "./operations/convolution.ts";
import { convolutionParts } from "./operations/convolution-parts.ts";
import { finishConvolution } from "./operations/finish-convolution.ts";
import { sharedConvolution } from "./operations/shared-convolution.ts";
import { winogradConvolution } from "./operations/winograd-convolution.ts";
import { transformedVectors, winogradWeights } from "./operations/winograd-weights.ts";
import type { PlanBuilder } from "./plan-builder.ts";

/** Appends the kernels chosen for a convolution. */
export function lowerConvolution(
  builder: PlanBuilder,
  emit: (dispatch: Dispatch) => void,
  args: ConvolutionArguments,
  choice: ConvolutionChoice,
): void {
  switch (choice.kind) {
    case "direct":
      emit(convolution(args, choice));
      return;
    case "shared":
      emit(sharedConvolution(args, choice));
      return;
    case "winograd": {
      const { size, x, target, weights } = args;
      const [inVectors, outVectors] = [vectorsOf(x), vectorsOf(target)];
      const transformed = builder.temporary("scratch", transformedVectors(inVectors, outVectors));
      emit(winogradWeights({ size, inVectors, outVectors, weights, transformed }));
      emit(winogradConvolution(args, transformed));
      return;
    }
    case "splitK": {
      const { parts } = choice;
      const { target } = args;
      const partial = builder.temporary("scratch", parts * pixelsOf(target) * vectorsOf(target));
      emit(convolutionParts(args, choice, parts, partial));
      emit(finishConvolution(args, parts, partial));
    }
  }
}
