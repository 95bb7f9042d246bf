import { VECTOR } from "../../plan/ir/view.ts";
import { CONVOLUTION_PARTS } from "../../plan/operations/convolution-parts.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { repeat } from "../ir/kernel.ts";
import { addWindow, declareSums, sumOf } from "./row-window.ts";

const EXPLANATION = `Split-K convolution, for layers with few pixels and many channels, where one thread per output
would underutilise a GPU. The input channels are split into parts. A thread works as in the direct convolution, but
only over the channels of its part, and writes partial sums. Another kernel adds them in a fixed order.`;

export const convolutionPartsKernel = defineKernel(CONVOLUTION_PARTS, (variant) => {
  const { size, pixels, vectors } = variant;
  return {
    variant: `${size}x${size}, ${pixels} px x ${vectors * VECTOR} channels`,
    explanation: EXPLANATION,
    body: `
  let blocks = sizes.outVectors / ${vectors}u;
  let spans = (sizes.columns + ${pixels - 1}u) / ${pixels}u;
  let block = (thread % blocks) * ${vectors}u;
  let span = (thread / blocks) % spans;
  let imageRow = thread / blocks / spans % sizes.imageRows;
  let part = thread / blocks / spans / sizes.imageRows;
  if (part >= sizes.parts) { return; }
  let column = span * ${pixels}u;
  let begin = part * sizes.vectorsPerPart;
  let end = min(begin + sizes.vectorsPerPart, sizes.inVectors);
${declareSums(variant, () => "vec4f(0)")}
${addWindow(size, variant, "begin", "end")}
  let pixel = (part * sizes.imageRows + imageRow) * sizes.columns + column;
${repeat(
  pixels,
  (p) => `  if (column + ${p}u < sizes.columns) {
    let at = (pixel + ${p}u) * sizes.outVectors + block;
${repeat(vectors, (v) => `    partial[at + ${v}u] = ${sumOf(p, v)};`)}
  }`,
)}`,
  };
});
