import { type Dispatch, groupsFor } from "../ir/dispatch.ts";
import { defineKernel } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";

const reluKernel = defineKernel({
  name: "ReLU",
  explanation: `A thread replaces negative values of one vector by 0.`,
  reads: { x: "vec4f" },
  writes: { target_: "vec4f" },
  sizes: ["pixels", "vectors", ...viewSizeNames("x", "target")],
  body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let value = x[pixel * sizes.xStride + sizes.xFirst + vector];
  target_[pixel * sizes.targetStride + sizes.targetFirst + vector] = max(value, vec4f(0));`,
});

/** max(x, 0), where it could not be part of the kernel before it. */
export function relu(x: View, target: View): Dispatch {
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(x);
  return {
    kernel: reluKernel,
    operands: { x: regionOf(x), target_: regionOf(target) },
    sizes: {
      pixels,
      vectors,
      ...viewSizes({ x, target }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}

const maskKernel = defineKernel({
  name: "ReLU mask",
  explanation: `A thread sets to 0 the gradient of one vector where the ReLU gave 0.`,
  reads: { mask: "vec4f" },
  writes: { gradient: "vec4f" },
  sizes: ["pixels", "vectors", ...viewSizeNames("mask", "gradient")],
  body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let at = pixel * sizes.gradientStride + sizes.gradientFirst + vector;
  let passes = mask[pixel * sizes.maskStride + sizes.maskFirst + vector] > vec4f(0);
  gradient[at] = select(vec4f(0), gradient[at], passes);`,
});

/** Takes `gradient` in place through the ReLU whose output is `mask`. */
export function reluMask(gradient: View, mask: View): Dispatch {
  const vectors = vectorsOf(gradient);
  const pixels = pixelsOf(gradient);
  return {
    kernel: maskKernel,
    operands: { mask: regionOf(mask), gradient: regionOf(gradient) },
    sizes: {
      pixels,
      vectors,
      ...viewSizes({ mask, gradient }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}
