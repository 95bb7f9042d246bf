import { type Dispatch, groupsFor } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

interface Variant extends Epilogue {
  /** Channels of the target that are not copied to keep what they hold; else they become 0. */
  readonly keep: boolean;
}

const copyChannelsKernel = kernelFamily(
  (variant: Variant): Kernel =>
    defineKernel({
      name: "copy channels",
      variant: [...(variant.keep ? ["keeps the others"] : []), ...epilogueName(variant)].join(", "),
      explanation: `A thread fills one vector of the target, channel by channel. It joins or parts channels whose number
is not a multiple of four; all others are joined by lying side by side, without a copy.`,
      reads: { x: "vec4f", ...(variant.mask ? MASK_READS : {}) },
      writes: { target_: "vec4f" },
      sizes: [
        "pixels",
        "vectors",
        "count",
        "sourceChannel",
        "targetChannel",
        ...viewSizeNames("x", "target", "mask"),
      ],
      body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let at = pixel * sizes.targetStride + sizes.targetFirst + vector;
  let maskAt = pixel * sizes.maskStride + sizes.maskFirst + vector;
  var value = ${variant.keep ? "target_[at]" : "vec4f(0)"};
  for (var lane_ = 0u; lane_ < 4u; lane_++) {
    let channel = vector * 4u + lane_;
    if (channel >= sizes.targetChannel && channel < sizes.targetChannel + sizes.count) {
      let source = channel - sizes.targetChannel + sizes.sourceChannel;
      value[lane_] = x[pixel * sizes.xStride + sizes.xFirst + source / 4u][source % 4u];
    }
  }
  ${store(variant, "value", "at", "maskAt")}`,
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
  const { x, from, target, to, count, keep, accumulate, mask } = args;
  const vectors = vectorsOf(target);
  const pixels = pixelsOf(target);
  return {
    kernel: copyChannelsKernel({ keep, accumulate, mask: mask !== null }),
    operands: { x: regionOf(x), ...maskOperand(mask), target_: regionOf(target) },
    sizes: {
      pixels,
      vectors,
      count,
      sourceChannel: from,
      targetChannel: to,
      ...viewSizes({ x, target, mask }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}
