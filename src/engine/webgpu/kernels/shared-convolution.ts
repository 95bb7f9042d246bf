import { VECTOR } from "../../plan/ir/view.ts";
import { SHARED_CONVOLUTION } from "../../plan/operations/shared-convolution.ts";
import { tapsOf, windowOf } from "../../plan/operations/shared-geometry.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { repeat, WORKGROUP } from "../ir/kernel.ts";
import { epilogueName, store } from "./epilogue.ts";
import { addColumn, declareSums, sumOf } from "./row-window.ts";

const EXPLANATION = `A workgroup computes a tile of pixels and output channels. For each four input channels, its
threads first load the pixels of the tile with their halo, and the weights, into shared memory, each value once. Each
thread then computes a few adjacent pixels of a row from shared memory, with the sums in registers. Two barriers per
iteration separate loading from computing.`;

export const sharedConvolutionKernel = defineKernel(SHARED_CONVOLUTION, (variant) => {
  const { size, pixels, vectors, lanes, spans, rows, bias, relu } = variant;
  const reach = (size - 1) / 2;
  const window = windowOf(size, variant, variant);
  const taps = tapsOf(size, variant, variant);
  const together = lanes * vectors;
  const finished = (pixel: number, vector: number) =>
    relu ? `max(${sumOf(pixel, vector)}, vec4f(0))` : sumOf(pixel, vector);
  return {
    variant: [
      `${size}x${size}`,
      `${pixels} px x ${vectors * VECTOR} channels`,
      `${rows} x ${spans * pixels} px x ${together * VECTOR} channels together`,
      ...(bias ? ["bias"] : []),
      ...(relu ? ["ReLU"] : []),
      ...epilogueName(variant),
    ].join(", "),
    explanation: EXPLANATION,
    declarations: `var<workgroup> pixels: array<vec4f, ${window.rows * window.columns}>;
var<workgroup> taps: array<vec4f, ${taps}>;
`,
    body: `
  let blocks = sizes.outVectors / ${together}u;
  let across = (sizes.columns + ${spans * pixels - 1}u) / ${spans * pixels}u;
  let down = (sizes.rows + ${rows - 1}u) / ${rows}u;
  let firstVector = group % blocks * ${together}u;
  let firstColumn = group / blocks % across * ${spans * pixels}u;
  let firstRow = group / blocks / across % down * ${rows}u;
  let image = group / blocks / across / down;
  if (image >= sizes.images) { return; }
  let ownVector = lane % ${lanes}u * ${vectors}u;
  let ownColumn = lane / ${lanes}u % ${spans}u * ${pixels}u;
  let ownRow = lane / ${lanes * spans}u;
  let block = firstVector + ownVector;
${declareSums(variant, (v) => (bias ? `bias[block + ${v}u]` : "vec4f(0)"))}
  for (var channel = 0u; channel < sizes.inVectors; channel++) {
    for (var at = lane; at < ${window.rows * window.columns}u; at += ${WORKGROUP}u) {
      let row = i32(firstRow + at / ${window.columns}u) - ${reach};
      let column = i32(firstColumn + at % ${window.columns}u) - ${reach};
      var value = vec4f(0);
      if (row >= 0 && row < i32(sizes.rows) && column >= 0 && column < i32(sizes.columns)) {
        value = x_at((image * sizes.rows + u32(row)) * sizes.columns + u32(column), channel);
      }
      pixels[at] = value;
    }
    for (var at = lane; at < ${taps}u; at += ${WORKGROUP}u) {
      let input = at / ${4 * together}u * sizes.inVectors * 4u + channel * 4u + at / ${together}u % 4u;
      taps[at] = weights[input * sizes.outVectors + firstVector + at % ${together}u];
    }
    workgroupBarrier();
    for (var kernelRow = 0u; kernelRow < ${size}u; kernelRow++) {
      let start = (ownRow + kernelRow) * ${window.columns}u + ownColumn;
${repeat(pixels + size - 1, (w) => `      let x${w} = pixels[start + ${w}u];`)}
      let tap = kernelRow * ${size * 4 * together}u + ownVector;
${repeat(size, (k) =>
  addColumn(variant, k, (component, v) => `taps[tap + ${(k * 4 + component) * together + v}u]`),
)}
    }
    workgroupBarrier();
  }
  let row = firstRow + ownRow;
  let column = firstColumn + ownColumn;
  if (row >= sizes.rows) { return; }
  let pixel = (image * sizes.rows + row) * sizes.columns + column;
${repeat(
  pixels,
  (p) => `  if (column + ${p}u < sizes.columns) {
${repeat(vectors, (v) => `    ${store(variant, finished(p, v), `pixel + ${p}u`, `block + ${v}u`)}`)}
  }`,
)}`,
  };
});
