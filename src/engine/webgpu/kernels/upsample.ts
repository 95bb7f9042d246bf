import { type Dispatch, groupsFor } from "../ir/dispatch.ts";
import { defineKernel, type Kernel, kernelFamily } from "../ir/kernel.ts";
import { pixelsOf, regionOf, type View, vectorsOf } from "../ir/view.ts";
import { viewSizeNames, viewSizes } from "../ir/view-sizes.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, store } from "./epilogue.ts";

export type UpsampleMode = "nearest" | "bilinear";

const nearestBody = `
  let source = (image * sizes.rows + row / sizes.factor) * sizes.columns + column / sizes.factor;
  let value = x[source * sizes.xStride + sizes.xFirst + vector];`;

/** Half-pixel centres: the centre of a large pixel falls at (i + 0.5) / factor - 0.5 of the small picture. */
const bilinearBody = `
  let y = clamp((f32(row) + 0.5) / f32(sizes.factor) - 0.5, 0.0, f32(sizes.rows - 1u));
  let x_ = clamp((f32(column) + 0.5) / f32(sizes.factor) - 0.5, 0.0, f32(sizes.columns - 1u));
  let top = u32(y);
  let left = u32(x_);
  let bottom = min(top + 1u, sizes.rows - 1u);
  let right = min(left + 1u, sizes.columns - 1u);
  let topRow = (image * sizes.rows + top) * sizes.columns;
  let bottomRow = (image * sizes.rows + bottom) * sizes.columns;
  let first = sizes.xFirst + vector;
  let above = mix(x[(topRow + left) * sizes.xStride + first], x[(topRow + right) * sizes.xStride + first], x_ - f32(left));
  let below = mix(x[(bottomRow + left) * sizes.xStride + first], x[(bottomRow + right) * sizes.xStride + first], x_ - f32(left));
  let value = mix(above, below, y - f32(top));`;

const upsampleKernel = kernelFamily(
  ({ mode }: { mode: UpsampleMode }): Kernel =>
    defineKernel({
      name: `${mode} up-sampling`,
      explanation: `A thread computes one vector of one large pixel from the small pixels around its centre.`,
      reads: { x: "vec4f" },
      writes: { target_: "vec4f" },
      // Rows and columns of the small picture.
      sizes: ["pixels", "rows", "columns", "factor", "vectors", ...viewSizeNames("x", "target")],
      body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let column = pixel % (sizes.columns * sizes.factor);
  let row = pixel / (sizes.columns * sizes.factor) % (sizes.rows * sizes.factor);
  let image = pixel / (sizes.columns * sizes.factor) / (sizes.rows * sizes.factor);
${mode === "nearest" ? nearestBody : bilinearBody}
  target_[pixel * sizes.targetStride + sizes.targetFirst + vector] = value;`,
    }),
);

/** Enlarges `x` by the whole factor between it and `target`. */
export function upsample(mode: UpsampleMode, x: View, target: View): Dispatch {
  const vectors = vectorsOf(x);
  const pixels = pixelsOf(target);
  return {
    kernel: upsampleKernel({ mode }),
    operands: { x: regionOf(x), target_: regionOf(target) },
    sizes: {
      pixels,
      rows: x.rows,
      columns: x.columns,
      factor: target.rows / x.rows,
      vectors,
      ...viewSizes({ x, target }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}

interface GradientVariant extends Epilogue {
  readonly mode: UpsampleMode;
}

/** Share of a large pixel at `place` along an axis that comes from the small pixel `index` of `length`. */
const SHARE = `
fn share(place: i32, index: i32, length: i32, factor: i32) -> f32 {
  let centre = clamp((f32(place) + 0.5) / f32(factor) - 0.5, 0.0, f32(length - 1));
  return max(0.0, 1.0 - abs(centre - f32(index)));
}`;

const upsampleGradientKernel = kernelFamily((variant: GradientVariant): Kernel => {
  const isNearest = variant.mode === "nearest";
  const weight = isNearest ? "1.0" : "shareY * share(x_, column, columns, factor)";
  // A bilinear share reaches to the neighbours' centres, which are at most one and a half blocks away.
  const reach = isNearest ? "0" : "factor";
  return defineKernel({
    name: `${variant.mode} up-sampling gradient`,
    variant: epilogueName(variant).join(", "),
    explanation: `A thread gathers, for one vector of one small pixel, the gradients of all large pixels that it was
used for, each times its share.`,
    reads: { gradient: "vec4f", ...(variant.mask ? MASK_READS : {}) },
    writes: { target_: "vec4f" },
    sizes: ["pixels", "rows", "columns", "factor", "vectors", ...viewSizeNames("gradient", "target", "mask")],
    declarations: isNearest ? "" : SHARE,
    body: `
  if (thread >= sizes.pixels * sizes.vectors) { return; }
  let pixel = thread / sizes.vectors;
  let vector = thread % sizes.vectors;
  let rows = i32(sizes.rows);
  let columns = i32(sizes.columns);
  let factor = i32(sizes.factor);
  let column = i32(pixel % sizes.columns);
  let row = i32(pixel / sizes.columns % sizes.rows);
  let image = i32(pixel / sizes.columns / sizes.rows);
  let top = max(row * factor - ${reach}, 0);
  let bottom = min((row + 1) * factor + ${reach}, rows * factor);
  let left = max(column * factor - ${reach}, 0);
  let right = min((column + 1) * factor + ${reach}, columns * factor);
  var sum = vec4f(0);
  for (var y = top; y < bottom; y++) {
    ${isNearest ? "" : "let shareY = share(y, row, rows, factor);"}
    let rowStart = (image * rows * factor + y) * columns * factor;
    for (var x_ = left; x_ < right; x_++) {
      sum += ${weight} * gradient[u32(rowStart + x_) * sizes.gradientStride + sizes.gradientFirst + vector];
    }
  }
  let at = pixel * sizes.targetStride + sizes.targetFirst + vector;
  let maskAt = pixel * sizes.maskStride + sizes.maskFirst + vector;
  ${store(variant, "sum", "at", "maskAt")}`,
  });
});

/** Gradient of `upsample` for `x`. */
export function upsampleGradient(args: {
  readonly mode: UpsampleMode;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { mode, gradient, target, accumulate, mask } = args;
  const vectors = vectorsOf(target);
  const pixels = pixelsOf(target);
  return {
    kernel: upsampleGradientKernel({ mode, accumulate, mask: mask !== null }),
    operands: { gradient: regionOf(gradient), ...maskOperand(mask), target_: regionOf(target) },
    sizes: {
      pixels,
      rows: target.rows,
      columns: target.columns,
      factor: gradient.rows / target.rows,
      vectors,
      ...viewSizes({ gradient, target, mask }),
    },
    workgroups: groupsFor(pixels * vectors),
  };
}
