import { type Dispatch, groupsFor } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

interface Variant extends Epilogue {
  /** The second operand has one channel, which gates all of the first's. */
  readonly gate: boolean;
}

const multiplyKernel = kernelFamily(
  (variant: Variant): Kernel =>
    defineKernel({
      name: variant.gate ? "gate" : "multiply",
      variant: epilogueName(variant).join(", "),
      explanation: variant.gate
        ? `A thread multiplies one vector by the single channel of its pixel.`
        : `A thread multiplies two vectors, channel by channel.`,
      reads: { x: "vec4f", by: "vec4f", ...(variant.mask ? MASK_READS : {}) },
      writes: { target_: "vec4f" },
      sizes: ["pixels", "vectors", ...viewSizeNames("x", "by", "target", "mask")],
      body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let factor = by[pixel * sizes.byStride + sizes.byFirst${variant.gate ? "].x" : " + vector]"};
  let value = x[pixel * sizes.xStride + sizes.xFirst + vector] * factor;
  let at = pixel * sizes.targetStride + sizes.targetFirst + vector;
  let maskAt = pixel * sizes.maskStride + sizes.maskFirst + vector;
  ${store(variant, "value", "at", "maskAt")}`,
    }),
);

/** x times `by`, channel by channel, or all channels of a pixel by the one of `by`; also its gradient for `x`. */
export function multiply(args: {
  readonly x: View;
  readonly by: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { x, by, target, accumulate, mask } = args;
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  const gate = by.channels === 1 && x.channels > 1;
  return {
    kernel: multiplyKernel({ gate, accumulate, mask: mask !== null }),
    operands: { x: regionOf(x), by: regionOf(by), ...maskOperand(mask), target_: regionOf(target) },
    sizes: {
      pixels,
      vectors,
      ...viewSizes({ x, by, target, mask }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}

const gateGradientKernel = kernelFamily(
  (variant: Epilogue): Kernel =>
    defineKernel({
      name: "gate gradient",
      variant: epilogueName(variant).join(", "),
      explanation: `A thread adds, over all channels of one pixel, the gradient times the value that was gated.`,
      reads: { x: "vec4f", gradient: "vec4f", ...(variant.mask ? MASK_READS : {}) },
      writes: { target_: "vec4f" },
      sizes: ["pixels", "vectors", ...viewSizeNames("x", "gradient", "target", "mask")],
      body: `
  if (thread >= sizes.pixels) { return; }
  var sum = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    sum += dot(
      x[thread * sizes.xStride + sizes.xFirst + vector],
      gradient[thread * sizes.gradientStride + sizes.gradientFirst + vector],
    );
  }
  let value = vec4f(sum, 0, 0, 0);
  let at = thread * sizes.targetStride + sizes.targetFirst;
  let maskAt = thread * sizes.maskStride + sizes.maskFirst;
  ${store(variant, "value", "at", "maskAt")}`,
    }),
);

/** Gradient for the one channel that gated all channels of `x`. */
export function gateGradient(args: {
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { x, gradient, target, accumulate, mask } = args;
  const pixels = pixelsOf(x);
  return {
    kernel: gateGradientKernel({ accumulate, mask: mask !== null }),
    operands: {
      x: regionOf(x),
      gradient: regionOf(gradient),
      ...maskOperand(mask),
      target_: regionOf(target),
    },
    sizes: {
      pixels,
      vectors: vectorsOf(x),
      ...viewSizes({ x, gradient, target, mask }),
    },
    workgroups: groupsFor(pixels),
  };
}
