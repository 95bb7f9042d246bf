import { NORM_EPSILON, NORM_MOMENTUM } from "../../../nets/graph.ts";
import { type Dispatch, groupsFor, type Region } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily, WORKGROUP } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

const momentsKernel = defineKernel({
  name: "moments",
  explanation: `A thread takes one vector of channels over its share of the pixels: their mean, and the sum of squared
distances from it. The sums are of differences to the first of its pixels, so that a mean far from zero does not eat up
the digits of the spread.`,
  reads: { x: "vec4f" },
  writes: { partial: "vec4f" },
  sizes: ["pixels", "pixelsPerPart", "parts", "vectors", ...viewSizeNames("x")],
  body: `
  if (thread >= sizes.parts * sizes.vectors) { return; }
  let vector = thread % sizes.vectors;
  let part = thread / sizes.vectors;
  let start = part * sizes.pixelsPerPart;
  let end = min(start + sizes.pixelsPerPart, sizes.pixels);
  let origin = x[start * sizes.xStride + sizes.xFirst + vector];
  var sum = vec4f(0);
  var squares = vec4f(0);
  for (var pixel = start; pixel < end; pixel++) {
    let offset = x[pixel * sizes.xStride + sizes.xFirst + vector] - origin;
    sum += offset;
    squares += offset * offset;
  }
  let count = f32(end - start);
  partial[thread] = origin + sum / count;
  partial[sizes.parts * sizes.vectors + thread] = max(squares - sum * sum / count, vec4f(0));`,
});

/** Means, then summed squared distances, of each channel in each part, none of them empty: `[2, part, channel]`. */
export function moments(args: {
  readonly x: View;
  readonly parts: number;
  readonly partial: Region;
}): Dispatch {
  const { x, parts, partial } = args;
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  return {
    kernel: momentsKernel,
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

const mergeMomentsKernel = defineKernel({
  name: "merge moments",
  explanation: `A workgroup has one vector of channels. Each of its threads merges every ${WORKGROUP}th part (Chan, Golub
and LeVeque 1979), the first thread merges those in order. It then moves the running averages, with the unbiased
variance.`,
  reads: { partial: "vec4f" },
  writes: { statistics: "vec4f", running: "vec4f" },
  sizes: ["pixels", "pixelsPerPart", "parts", "vectors"],
  declarations: `
struct Moments { count: f32, mean: vec4f, squares: vec4f }
var<workgroup> shared_: array<Moments, ${WORKGROUP}>;
fn merge(a: Moments, b: Moments) -> Moments {
  if (b.count == 0.0) { return a; }
  if (a.count == 0.0) { return b; }
  let count = a.count + b.count;
  let apart = b.mean - a.mean;
  let share = b.count / count;
  return Moments(count, a.mean + apart * share, a.squares + b.squares + apart * apart * (a.count * share));
}`,
  body: `
  let vector = group;
  if (vector >= sizes.vectors) { return; }
  var own = Moments(0.0, vec4f(0), vec4f(0));
  for (var part = lane; part < sizes.parts; part += ${WORKGROUP}u) {
    let at = part * sizes.vectors + vector;
    let start = part * sizes.pixelsPerPart;
    let count = f32(min(start + sizes.pixelsPerPart, sizes.pixels) - start);
    own = merge(own, Moments(count, partial[at], partial[sizes.parts * sizes.vectors + at]));
  }
  shared_[lane] = own;
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var other = 1u; other < ${WORKGROUP}u; other++) { own = merge(own, shared_[other]); }
  let variance = own.squares / own.count;
  statistics[vector] = own.mean;
  statistics[sizes.vectors + vector] = variance;
  let unbiased = own.squares / max(own.count - 1.0, 1.0);
  running[vector] = mix(running[vector], own.mean, ${NORM_MOMENTUM});
  running[sizes.vectors + vector] = mix(running[sizes.vectors + vector], unbiased, ${NORM_MOMENTUM});`,
});

/** Mean and biased variance of the batch, `[2, channel]`, from the parts; moves `running` `[2, channel]` towards them. */
export function mergeMoments(args: {
  readonly x: View;
  readonly parts: number;
  readonly partial: Region;
  readonly statistics: Region;
  readonly running: Region;
}): Dispatch {
  const { x, parts, partial, statistics, running } = args;
  const pixels = pixelsOf(x);
  const vectors = vectorsOf(x);
  return {
    kernel: mergeMomentsKernel,
    operands: { partial, statistics, running },
    sizes: { pixels, pixelsPerPart: Math.ceil(pixels / parts), parts, vectors },
    workgroups: vectors,
  };
}

const normaliseChannelsKernel = kernelFamily(
  ({ relu }: { relu: boolean }): Kernel =>
    defineKernel({
      name: "batch norm",
      variant: relu ? "ReLU" : "",
      explanation: `A thread normalises one vector by its channels' mean and variance, scales and shifts it.`,
      reads: { x: "vec4f", statistics: "vec4f", affine: "vec4f" },
      writes: { target_: "vec4f" },
      sizes: ["pixels", "vectors", ...viewSizeNames("x", "target")],
      body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  let centred = x[pixel * sizes.xStride + sizes.xFirst + vector] - statistics[vector];
  let value = centred / deviation * affine[vector] + affine[sizes.vectors + vector];
  target_[pixel * sizes.targetStride + sizes.targetFirst + vector] = ${relu ? "max(value, vec4f(0))" : "value"};`,
    }),
);

/** Normalises `x` by `statistics` `[2, channel]`, the batch's own or the running ones. */
export function normaliseChannels(args: {
  readonly x: View;
  readonly statistics: Region;
  /** Scale, then shift of each channel: `[2, channel]`. */
  readonly affine: Region;
  readonly relu: boolean;
  readonly target: View;
}): Dispatch {
  const { x, statistics, affine, relu, target } = args;
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  return {
    kernel: normaliseChannelsKernel({ relu }),
    operands: { x: regionOf(x), statistics, affine, target_: regionOf(target) },
    sizes: {
      pixels,
      vectors,
      ...viewSizes({ x, target }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}

const gradientSumsKernel = defineKernel({
  name: "batch norm gradient sums",
  explanation: `A thread adds, for one vector of channels over its share of the pixels, the gradient times the normalised
value (the gradient of the scale) and the gradient alone (that of the shift).`,
  reads: { x: "vec4f", statistics: "vec4f", gradient: "vec4f" },
  writes: { partial: "vec4f" },
  sizes: ["pixels", "pixelsPerPart", "parts", "vectors", ...viewSizeNames("x", "gradient")],
  body: `
  if (thread >= sizes.parts * sizes.vectors) { return; }
  let vector = thread % sizes.vectors;
  let part = thread / sizes.vectors;
  let end = min((part + 1u) * sizes.pixelsPerPart, sizes.pixels);
  let mean = statistics[vector];
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  var along = vec4f(0);
  var sum = vec4f(0);
  for (var pixel = part * sizes.pixelsPerPart; pixel < end; pixel++) {
    let incoming = gradient[pixel * sizes.gradientStride + sizes.gradientFirst + vector];
    along += incoming * (x[pixel * sizes.xStride + sizes.xFirst + vector] - mean) / deviation;
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
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  return {
    kernel: gradientSumsKernel,
    operands: { x: regionOf(x), statistics, gradient: regionOf(gradient), partial },
    sizes: {
      pixels,
      pixelsPerPart: Math.ceil(pixels / parts),
      parts,
      vectors,
      ...viewSizes({ x, gradient }),
    },
    workgroups: groupsFor(parts * vectors),
  };
}

const batchNormGradientKernel = kernelFamily(
  (variant: Epilogue): Kernel =>
    defineKernel({
      name: "batch norm gradient",
      variant: epilogueName(variant).join(", "),
      explanation: `A thread computes one vector of the input's gradient: the output's, less its mean, less its part along
the normalised value.`,
      reads: {
        x: "vec4f",
        statistics: "vec4f",
        affine: "vec4f",
        sums: "vec4f",
        gradient: "vec4f",
        ...(variant.mask ? MASK_READS : {}),
      },
      writes: { target_: "vec4f" },
      sizes: ["pixels", "vectors", ...viewSizeNames("x", "gradient", "target", "mask")],
      body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let deviation = sqrt(statistics[sizes.vectors + vector] + ${NORM_EPSILON});
  let normalised = (x[pixel * sizes.xStride + sizes.xFirst + vector] - statistics[vector]) / deviation;
  let incoming = gradient[pixel * sizes.gradientStride + sizes.gradientFirst + vector];
  let mean = (sums[sizes.vectors + vector] + normalised * sums[vector]) / f32(sizes.pixels);
  let value = affine[vector] / deviation * (incoming - mean);
  let at = pixel * sizes.targetStride + sizes.targetFirst + vector;
  let maskAt = pixel * sizes.maskStride + sizes.maskFirst + vector;
  ${store(variant, "value", "at", "maskAt")}`,
    }),
);

/** Gradient of batch normalisation (with the batch's own statistics) for `x`, from the summed `sums`. */
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
  const { x, statistics, affine, sums, gradient, target, accumulate, mask } = args;
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  return {
    kernel: batchNormGradientKernel({ accumulate, mask: mask !== null }),
    operands: {
      x: regionOf(x),
      statistics,
      affine,
      sums,
      gradient: regionOf(gradient),
      ...maskOperand(mask),
      target_: regionOf(target),
    },
    sizes: {
      pixels,
      vectors,
      ...viewSizes({ x, gradient, target, mask }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}
