import type { Dispatch, Region } from "../../plan/ir/dispatch.ts";
import type { View } from "../../plan/ir/view.ts";
import { defineKernel } from "../ir/define-kernel.ts";

const unpackKernel = defineKernel({
  name: "unpack",
  explanation: `A thread fills one vector of channels from the numbers as they were uploaded, with 0 beyond the last.`,
  views: { target: "write" },
  over: "vectors of target",
  reads: { packed: "f32" },
  sizes: ["channels"],
  body: `
  var value = vec4f(0);
  for (var lane_ = 0u; lane_ < 4u; lane_++) {
    let channel = vector * 4u + lane_;
    if (channel < sizes.channels) { value[lane_] = packed[pixel * sizes.channels + channel]; }
  }
  store_target(pixel, vector, value);`,
});

/** Unpacks uploaded f32 values `[batch, row, column, channel]` into vectors. */
export function unpack(packed: Region, target: View): Dispatch {
  const { channels } = target;
  return unpackKernel.dispatch({ views: { target }, operands: { packed }, sizes: { channels } });
}

const packKernel = defineKernel({
  name: "pack",
  explanation: `A thread writes one pixel's channels one after the other, without the padding.`,
  views: { x: "read" },
  over: "pixels of x",
  writes: { packed: "f32" },
  sizes: ["channels"],
  body: `
  for (var channel = 0u; channel < sizes.channels; channel++) {
    packed[pixel * sizes.channels + channel] = x_at(pixel, channel / 4u)[channel % 4u];
  }`,
});

/** Packs the values of a view as f32 `[batch, row, column, channel]` for read-back. */
export function pack(x: View, packed: Region): Dispatch {
  return packKernel.dispatch({ views: { x }, operands: { packed }, sizes: { channels: x.channels } });
}
