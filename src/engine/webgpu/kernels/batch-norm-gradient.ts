import { NORM_EPSILON } from "../../../nets/graph.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { type Epilogue, epilogueName, epilogueViews, store } from "./epilogue.ts";

const gradientSumsKernel = defineKernel({
  name: "batch norm gradient sums",
  explanation: `A thread adds, for one vector of channels over its share of the pixels, the gradient times the normalised
value (the gradient of the scale) and the gradient alone (that of the shift).`,
  views: { x: "read", gradient: "read" },
  over: "parts of x",
  reads: { statistics: "vec4f" },
  writes: { partial: "vec4f" },
  body: `
  let mean = statistics[vector];
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  var along = vec4f(0);
  var sum = vec4f(0);
  for (var pixel = start; pixel < end; pixel++) {
    let incoming = gradient_at(pixel, vector);
    along += incoming * (x_at(pixel, vector) - mean) / deviation;
    sum += incoming;
  }
  let at = part * 2u * sizes.vectors + vector;
  partial[at] = along;
  partial[at + sizes.vectors] = sum;`,
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
  return gradientSumsKernel.dispatch({
    views: { x, gradient },
    operands: { statistics, partial },
    sizes: { parts },
  });
}

const batchNormGradientKernel = kernelFamily((variant: Epilogue) =>
  defineKernel({
    name: "batch norm gradient",
    variant: epilogueName(variant).join(", "),
    explanation: `A thread computes one vector of the input's gradient: the output's, less its mean, less its part along
the normalised value.`,
    views: { x: "read", gradient: "read", ...epilogueViews(variant) },
    over: "vectors of x",
    reads: { statistics: "vec4f", affine: "vec4f", sums: "vec4f" },
    body: `
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  let normalised = (x_at(pixel, vector) - statistics[vector]) / deviation;
  let mean = (sums[sizes.vectors + vector] + normalised * sums[vector]) / f32(sizes.pixels);
  let value = affine[vector] / deviation * (gradient_at(pixel, vector) - mean);
  ${store(variant, "value")}`,
  }),
);

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
  return batchNormGradientKernel({ accumulate, mask: views.mask !== null }).dispatch({
    views,
    operands: { statistics, affine, sums },
  });
}
