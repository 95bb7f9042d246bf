import { type Dispatch, groupsFor, type Region } from "../ir/dispatch.ts";
import { defineKernel } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";

const unpackKernel = defineKernel({
  name: "unpack",
  explanation: `A thread fills one vector of channels from the numbers as they were uploaded, with 0 beyond the last.`,
  reads: { packed: "f32" },
  writes: { target_: "vec4f" },
  sizes: ["pixels", "channels", "vectors", ...viewSizeNames("target")],
  body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  var value = vec4f(0);
  for (var lane_ = 0u; lane_ < 4u; lane_++) {
    let channel = vector * 4u + lane_;
    if (channel < sizes.channels) { value[lane_] = packed[pixel * sizes.channels + channel]; }
  }
  target_[pixel * sizes.targetStride + sizes.targetFirst + vector] = value;`,
});

/** Spreads uploaded numbers `[batch, row, column, channel]` over vectors. */
export function unpack(packed: Region, target: View): Dispatch {
  const vectors = vectorsOf(target);
  const pixels = pixelsOf(target);
  return {
    kernel: unpackKernel,
    operands: { packed, target_: regionOf(target) },
    sizes: {
      pixels,
      channels: target.channels,
      vectors,
      ...viewSizes({ target }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}

const packKernel = defineKernel({
  name: "pack",
  explanation: `A thread writes one pixel's channels one after the other, without the padding.`,
  reads: { x: "vec4f" },
  writes: { packed: "f32" },
  sizes: ["pixels", "channels", ...viewSizeNames("x")],
  body: `
  if (thread >= sizes.pixels) { return; }
  for (var channel = 0u; channel < sizes.channels; channel++) {
    packed[thread * sizes.channels + channel] = x[thread * sizes.xStride + sizes.xFirst + channel / 4u][channel % 4u];
  }`,
});

/** Gathers a view's numbers `[batch, row, column, channel]` for reading them back. */
export function pack(x: View, packed: Region): Dispatch {
  const pixels = pixelsOf(x);
  return {
    kernel: packKernel,
    operands: { x: regionOf(x), packed },
    sizes: { pixels, channels: x.channels, ...viewSizes({ x }) },
    workgroups: groupsFor(pixels),
  };
}
