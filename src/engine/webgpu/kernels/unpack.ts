import { PACK, UNPACK } from "../../plan/operations/unpack.ts";
import { defineKernel } from "../ir/define-kernel.ts";

export const unpackKernel = defineKernel(UNPACK, {
  explanation: `A thread writes one vector of four channels from the uploaded values, which have no channel padding.
Channels beyond the last are set to 0.`,
  body: `
  var value = vec4f(0);
  for (var lane_ = 0u; lane_ < 4u; lane_++) {
    let channel = vector * 4u + lane_;
    if (channel < sizes.channels) { value[lane_] = packed[pixel * sizes.channels + channel]; }
  }
  store_target(pixel, vector, value);`,
});

export const packKernel = defineKernel(PACK, {
  explanation: `A thread writes the channels of one pixel contiguously, without the channel padding.`,
  body: `
  for (var channel = 0u; channel < sizes.channels; channel++) {
    packed[pixel * sizes.channels + channel] = x_at(pixel, channel / 4u)[channel % 4u];
  }`,
});
