import { type Dispatch, groupsFor } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

/** WGSL that finds the squared length of the pixel's vector `x`. */
const SQUARED_LENGTH = `
  if (thread >= sizes.pixels) { return; }
  let x0 = thread * sizes.xStride + sizes.xFirst;
  var squared = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) { squared += dot(x[x0 + vector], x[x0 + vector]); }`;

const normaliseKernel = kernelFamily(
  ({ floor }: { floor: number }): Kernel =>
    defineKernel({
      name: "normalise",
      variant: `floor ${floor}`,
      explanation: `A thread divides one pixel's vector by its length.`,
      reads: { x: "vec4f" },
      writes: { target_: "vec4f" },
      sizes: ["pixels", "vectors", ...viewSizeNames("x", "target")],
      body: `${SQUARED_LENGTH}
  let length_ = sqrt(max(squared, ${floor}));
  let at = thread * sizes.targetStride + sizes.targetFirst;
  for (var vector = 0u; vector < sizes.vectors; vector++) { target_[at + vector] = x[x0 + vector] / length_; }`,
    }),
);

/** x / sqrt(max(|x|^2, floor)) for each pixel. */
export function normalise(floor: number, x: View, target: View): Dispatch {
  const pixels = pixelsOf(x);
  return {
    kernel: normaliseKernel({ floor }),
    operands: { x: regionOf(x), target_: regionOf(target) },
    sizes: {
      pixels,
      vectors: vectorsOf(x),
      ...viewSizes({ x, target }),
    },
    workgroups: groupsFor(pixels),
  };
}

interface GradientVariant extends Epilogue {
  readonly floor: number;
}

const normaliseGradientKernel = kernelFamily(
  (variant: GradientVariant): Kernel =>
    defineKernel({
      name: "normalise gradient",
      variant: [`floor ${variant.floor}`, ...epilogueName(variant)].join(", "),
      explanation: `A thread takes from one pixel's gradient the part along the vector, which its length does not feel,
and divides by the length.`,
      reads: { x: "vec4f", gradient: "vec4f", ...(variant.mask ? MASK_READS : {}) },
      writes: { target_: "vec4f" },
      sizes: ["pixels", "vectors", ...viewSizeNames("x", "gradient", "target", "mask")],
      body: `${SQUARED_LENGTH}
  let incoming = thread * sizes.gradientStride + sizes.gradientFirst;
  var along = 0.0;
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    along += dot(x[x0 + vector], gradient[incoming + vector]);
  }
  let share = select(0.0, along / squared, squared > ${variant.floor});
  let length_ = sqrt(max(squared, ${variant.floor}));
  for (var vector = 0u; vector < sizes.vectors; vector++) {
    let value = (gradient[incoming + vector] - x[x0 + vector] * share) / length_;
    let at = thread * sizes.targetStride + sizes.targetFirst + vector;
    let maskAt = thread * sizes.maskStride + sizes.maskFirst + vector;
    ${store(variant, "value", "at", "maskAt")}
  }`,
    }),
);

/** Gradient of `normalise` for `x`. */
export function normaliseGradient(args: {
  readonly floor: number;
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { floor, x, gradient, target, accumulate, mask } = args;
  const pixels = pixelsOf(x);
  return {
    kernel: normaliseGradientKernel({ floor, accumulate, mask: mask !== null }),
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
