import { type Dispatch, groupsFor } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily, repeat } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

export type PoolKind = "maxPool" | "avgPool";

/** Pixels of a block, in reading order. */
const BLOCK = 4;

/** WGSL that finds the block of `thread`: its upper left pixel in the large picture, and its own in the small one. */
const FIND_BLOCK = `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let row = pixel / sizes.columns;
  let corner = row * 2u * sizes.columns * 2u + pixel % sizes.columns * 2u;
  let pixel0 = corner;
  let pixel1 = corner + 1u;
  let pixel2 = corner + 2u * sizes.columns;
  let pixel3 = corner + 2u * sizes.columns + 1u;`;

const LOAD_BLOCK = repeat(
  BLOCK,
  (i) => `  let x${i} = x[pixel${i} * sizes.xStride + sizes.xFirst + vector];`,
);

const poolKernel = kernelFamily(
  ({ kind }: { kind: PoolKind }): Kernel =>
    defineKernel({
      name: kind === "maxPool" ? "max pool" : "average pool",
      explanation: `A thread reads one vector of the four pixels of a block and writes one.`,
      reads: { x: "vec4f" },
      writes: { target_: "vec4f" },
      // Of the small picture.
      sizes: ["pixels", "columns", "vectors", ...viewSizeNames("x", "target")],
      body: `${FIND_BLOCK}
${LOAD_BLOCK}
  target_[pixel * sizes.targetStride + sizes.targetFirst + vector] = ${
    kind === "maxPool" ? "max(max(x0, x1), max(x2, x3))" : "(x0 + x1 + x2 + x3) * 0.25"
  };`,
    }),
);

/** Pools blocks of 2 x 2 pixels of `x`. */
export function pool(kind: PoolKind, x: View, target: View): Dispatch {
  const vectors = vectorsOf(target);
  const pixels = pixelsOf(target);
  return {
    kernel: poolKernel({ kind }),
    operands: { x: regionOf(x), target_: regionOf(target) },
    sizes: {
      pixels,
      columns: target.columns,
      vectors,
      ...viewSizes({ x, target }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}

interface GradientVariant extends Epilogue {
  readonly kind: PoolKind;
}

/** The first of equal maxima takes the gradient, as in PyTorch. */
const FIND_MAXIMUM = `
  let largest = max(max(x0, x1), max(x2, x3));
  let is0 = x0 == largest;
  let is1 = (x1 == largest) & !is0;
  let is2 = (x2 == largest) & !(is0 | is1);
  let is3 = !(is0 | is1 | is2);`;

const poolGradientKernel = kernelFamily((variant: GradientVariant): Kernel => {
  const isMaximum = variant.kind === "maxPool";
  const share = (i: number) => (isMaximum ? `select(vec4f(0), incoming, is${i})` : "incoming * 0.25");
  return defineKernel({
    name: isMaximum ? "max pool gradient" : "average pool gradient",
    variant: epilogueName(variant).join(", "),
    explanation: isMaximum
      ? `A thread looks for the largest of a block's four pixels again and gives it the whole gradient.`
      : `A thread deals the gradient out to the four pixels of a block.`,
    reads: {
      ...(isMaximum ? { x: "vec4f" } : {}),
      gradient: "vec4f",
      ...(variant.mask ? MASK_READS : {}),
    },
    writes: { target_: "vec4f" },
    sizes: ["pixels", "columns", "vectors", ...viewSizeNames("x", "gradient", "target", "mask")],
    body: `${FIND_BLOCK}
  let incoming = gradient[pixel * sizes.gradientStride + sizes.gradientFirst + vector];
${isMaximum ? LOAD_BLOCK + FIND_MAXIMUM : ""}
${repeat(
  BLOCK,
  (i) => `  {
    let at = pixel${i} * sizes.targetStride + sizes.targetFirst + vector;
    let maskAt = pixel${i} * sizes.maskStride + sizes.maskFirst + vector;
    ${store(variant, share(i), "at", "maskAt")}
  }`,
)}`,
  });
});

/** Gradient of `pool` for `x`. */
export function poolGradient(args: {
  readonly kind: PoolKind;
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { kind, x, gradient, target, accumulate, mask } = args;
  const vectors = vectorsOf(gradient);
  const pixels = pixelsOf(gradient);
  return {
    kernel: poolGradientKernel({ kind, accumulate, mask: mask !== null }),
    operands: {
      ...(kind === "maxPool" ? { x: regionOf(x) } : {}),
      gradient: regionOf(gradient),
      ...maskOperand(mask),
      target_: regionOf(target),
    },
    sizes: {
      pixels,
      columns: gradient.columns,
      vectors,
      ...viewSizes({ x, gradient, target, mask }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}
