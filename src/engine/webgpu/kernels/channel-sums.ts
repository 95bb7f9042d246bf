import { type Dispatch, groupsFor, type Region } from "../ir/dispatch.ts";
import { defineKernel } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";

const channelSumsKernel = defineKernel({
  name: "channel sums",
  explanation: `A thread adds one vector of channels over its share of the pixels. The gradient of a bias is the sum of
the output's gradient; the parts are added up afterwards in a fixed order.`,
  reads: { x: "vec4f" },
  writes: { partial: "vec4f" },
  sizes: ["pixels", "pixelsPerPart", "parts", "vectors", ...viewSizeNames("x")],
  body: `
  if (thread >= sizes.parts * sizes.vectors) { return; }
  let vector = thread % sizes.vectors;
  let part = thread / sizes.vectors;
  let end = min((part + 1u) * sizes.pixelsPerPart, sizes.pixels);
  var sum = vec4f(0);
  for (var pixel = part * sizes.pixelsPerPart; pixel < end; pixel++) {
    sum += x[pixel * sizes.xStride + sizes.xFirst + vector];
  }
  partial[thread] = sum;`,
});

/** Sums of each channel over the pixels of `parts` parts, `[part, channel]`. */
export function channelSums(args: {
  readonly x: View;
  readonly parts: number;
  readonly partial: Region;
}): Dispatch {
  const { x, parts, partial } = args;
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  return {
    kernel: channelSumsKernel,
    operands: { x: regionOf(x), partial },
    sizes: {
      pixels,
      pixelsPerPart: Math.ceil(pixels / parts),
      parts,
      vectors,
      ...viewSizes({ x }),
    },
    workgroups: groupsFor(parts * vectors),
  };
}
