import { UPSAMPLE, UPSAMPLE_GRADIENT } from "../../plan/operations/upsample.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { epilogueName, store } from "./epilogue.ts";

const nearestBody = `
  let source = (image * sizes.rows + row / sizes.factor) * sizes.columns + column / sizes.factor;
  let value = x_at(source, vector);`;

/** Half-pixel centres: the centre of output pixel i is at (i + 0.5) / factor - 0.5 in input coordinates. */
const bilinearBody = `
  let y = clamp((f32(row) + 0.5) / f32(sizes.factor) - 0.5, 0.0, f32(sizes.rows - 1u));
  let x_ = clamp((f32(column) + 0.5) / f32(sizes.factor) - 0.5, 0.0, f32(sizes.columns - 1u));
  let top = u32(y);
  let left = u32(x_);
  let bottom = min(top + 1u, sizes.rows - 1u);
  let right = min(left + 1u, sizes.columns - 1u);
  let topRow = (image * sizes.rows + top) * sizes.columns;
  let bottomRow = (image * sizes.rows + bottom) * sizes.columns;
  let above = mix(x_at(topRow + left, vector), x_at(topRow + right, vector), x_ - f32(left));
  let below = mix(x_at(bottomRow + left, vector), x_at(bottomRow + right, vector), x_ - f32(left));
  let value = mix(above, below, y - f32(top));`;

export const upsampleKernel = defineKernel(UPSAMPLE, ({ mode }) => ({
  name: `${mode} upsampling`,
  explanation: `A thread computes one vector of one output pixel from the input pixels around its centre.`,
  body: `
  let column = pixel % (sizes.columns * sizes.factor);
  let row = pixel / (sizes.columns * sizes.factor) % (sizes.rows * sizes.factor);
  let image = pixel / (sizes.columns * sizes.factor) / (sizes.rows * sizes.factor);
${mode === "nearest" ? nearestBody : bilinearBody}
  store_target(pixel, vector, value);`,
}));

/** Interpolation weight of input pixel `index` of `length` in the output pixel at `position` along an axis. */
const INTERPOLATION_WEIGHT = `
fn interpolation_weight(position: i32, index: i32, length: i32, factor: i32) -> f32 {
  let centre = clamp((f32(position) + 0.5) / f32(factor) - 0.5, 0.0, f32(length - 1));
  return max(0.0, 1.0 - abs(centre - f32(index)));
}`;

export const upsampleGradientKernel = defineKernel(UPSAMPLE_GRADIENT, (variant) => {
  const isNearest = variant.mode === "nearest";
  const weight = isNearest ? "1.0" : "weightY * interpolation_weight(x_, column, columns, factor)";
  // Bilinear weights extend to the centres of the neighbouring input pixels, at most 1.5 blocks away.
  const reach = isNearest ? "0" : "factor";
  return {
    name: `${variant.mode} upsampling gradient`,
    variant: epilogueName(variant).join(", "),
    explanation: `A thread computes one vector of the gradient of one input pixel. It sums the gradients of all output
pixels that depend on the input pixel, each times its interpolation weight.`,
    declarations: isNearest ? "" : INTERPOLATION_WEIGHT,
    body: `
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
    ${isNearest ? "" : "let weightY = interpolation_weight(y, row, rows, factor);"}
    let rowStart = (image * rows * factor + y) * columns * factor;
    for (var x_ = left; x_ < right; x_++) {
      sum += ${weight} * gradient_at(u32(rowStart + x_), vector);
    }
  }
  ${store(variant, "sum")}`,
  };
});
