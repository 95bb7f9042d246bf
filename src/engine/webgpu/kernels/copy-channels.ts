import { COPY_CHANNELS } from "../../plan/operations/copy-channels.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { epilogueName, store } from "./epilogue.ts";

export const copyChannelsKernel = defineKernel(COPY_CHANNELS, (variant) => ({
  variant: [...(variant.keep ? ["keeps the others"] : []), ...epilogueName(variant)].join(", "),
  explanation: `A thread writes one vector of the target, channel by channel. Concatenation and its gradient need this
copy where channel counts are not multiples of four. All other concatenated values are written directly to adjacent
vectors.`,
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
}));
