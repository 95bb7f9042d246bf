import { VECTOR } from "../../plan/ir/view.ts";
import { CONVOLUTION } from "../../plan/operations/convolution.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { repeat } from "../ir/kernel.ts";
import { addWindow, declareSums, sumOf } from "./row-window.ts";

const EXPLANATION = `A thread computes a tile of adjacent pixels of a row and a few vectors of four output channels,
with the sums in registers. For each kernel row and each four input channels, it loads the pixels of its window once
and uses them for all kernel columns. Each weight that it loads is used for all pixels of the tile. Adjacent threads
of a workgroup compute different output channels, so they read the same pixels. Uniforms enable the bias, ReLU,
gradient accumulation and ReLU mask, so that layers share one pipeline, which is slow to compile. The binding of a
disabled operand is a placeholder.`;

/**
 * A convolution or, with flipped weights, its input gradient. Weights are `[row, column, in, out]` with `out`
 * in vectors.
 */
export const convolutionKernel = defineKernel(CONVOLUTION, (variant) => {
  const { size, pixels, vectors } = variant;
  return {
    variant: `${size}x${size}, ${pixels} px x ${vectors * VECTOR} channels`,
    explanation: EXPLANATION,
    placeholders: { mask: "x", bias: "weights" },
    declarations: `
fn store(pixel: u32, vector: u32, sum: vec4f) {
  var value = sum;
  if (sizes.hasRelu > 0u) { value = max(value, vec4f(0)); }
  if (sizes.accumulates > 0u) { value = target_at(pixel, vector) + value; }
  if (sizes.isMasked > 0u) { value = select(vec4f(0), value, mask_at(pixel, vector) > vec4f(0)); }
  store_target(pixel, vector, value);
}`,
    body: `
  let blocks = sizes.outVectors / ${vectors}u;
  let spans = (sizes.columns + ${pixels - 1}u) / ${pixels}u;
  let block = (thread % blocks) * ${vectors}u;
  let span = (thread / blocks) % spans;
  let imageRow = thread / blocks / spans;
  if (imageRow >= sizes.imageRows) { return; }
  let column = span * ${pixels}u;
${repeat(vectors, (v) => `  let start${v} = select(vec4f(0), bias[block + ${v}u], sizes.hasBias > 0u);`)}
${declareSums(variant, (v) => `start${v}`)}
${addWindow(size, variant, "0u", "sizes.inVectors")}
  let pixel = imageRow * sizes.columns + column;
  let sums = array<vec4f, ${pixels * vectors}>(${repeat(pixels, (p) => repeat(vectors, (v) => sumOf(p, v), ", "), ", ")});
  for (var p = 0u; p < ${pixels}u; p++) {
    if (column + p >= sizes.columns) { break; }
    for (var v = 0u; v < ${vectors}u; v++) { store(pixel + p, block + v, sums[p * ${vectors}u + v]); }
  }`,
  };
});
