import type { Dispatch } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { type Epilogue, epilogueName, epilogueViews, store } from "./epilogue.ts";

interface Variant extends Epilogue {
  /** Whether the other channels of the target keep their values; otherwise they are set to 0. */
  readonly keep: boolean;
}

const copyChannelsKernel = kernelFamily((variant: Variant) =>
  defineKernel({
    name: "copy channels",
    variant: [...(variant.keep ? ["keeps the others"] : []), ...epilogueName(variant)].join(", "),
    explanation: `A thread fills one vector of the target, channel by channel. It joins or parts channels whose number
is not a multiple of four; all others are joined by lying side by side, without a copy.`,
    views: { x: "read", ...epilogueViews(variant) },
    over: "vectors of target",
    sizes: ["count", "sourceChannel", "targetChannel"],
    body: `
  var value = ${variant.keep ? "target_at(pixel, vector)" : "vec4f(0)"};
  for (var lane_ = 0u; lane_ < 4u; lane_++) {
    let channel = vector * 4u + lane_;
    if (channel >= sizes.targetChannel && channel < sizes.targetChannel + sizes.count) {
      let source = channel - sizes.targetChannel + sizes.sourceChannel;
      value[lane_] = x_at(pixel, source / 4u)[source % 4u];
    }
  }
  ${store(variant, "value")}`,
  }),
);

/** Copies `count` channels from channel `from` of `x` to channel `to` of `target`. */
export function copyChannels(args: {
  readonly x: View;
  readonly from: number;
  readonly target: View;
  readonly to: number;
  readonly count: number;
  readonly keep: boolean;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { from, to, count, keep, accumulate, ...views } = args;
  return copyChannelsKernel({ keep, accumulate, mask: views.mask !== null }).dispatch({
    views,
    sizes: { count, sourceChannel: from, targetChannel: to },
  });
}
