import { NORM_EPSILON } from "../../../nets/graph.ts";
import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";

const normaliseChannelsKernel = kernelFamily(({ relu }: { readonly relu: boolean }) =>
  defineKernel({
    name: "batch norm",
    variant: relu ? "ReLU" : "",
    explanation: `A thread normalises one vector by its channels' mean and variance, scales and shifts it.`,
    views: { x: "read", target: "write" },
    over: "vectors of x",
    reads: { statistics: "vec4f", affine: "vec4f" },
    body: `
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  let centred = x_at(pixel, vector) - statistics[vector];
  let value = centred / deviation * affine[vector] + affine[sizes.vectors + vector];
  store_target(pixel, vector, ${relu ? "max(value, vec4f(0))" : "value"});`,
  }),
);

/** Normalises `x` with `statistics` `[2, channel]`, either batch statistics or running averages. */
export function normaliseChannels(args: {
  readonly x: View;
  readonly statistics: Region;
  /** Scale, then shift per channel: `[2, channel]`. */
  readonly affine: Region;
  readonly relu: boolean;
  readonly target: View;
}): Dispatch {
  const { x, statistics, affine, relu, target } = args;
  return normaliseChannelsKernel({ relu }).dispatch({
    views: { x, target },
    operands: { statistics, affine },
  });
}
