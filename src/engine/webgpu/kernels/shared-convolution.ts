import type { Dispatch } from "../../plan/ir/dispatch.ts";
import { VECTOR, vectorsOf } from "../../plan/ir/view.ts";
import { type SharedGeometry, sharedGeometry, tapsOf, windowOf } from "../../plan/shared-geometry.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { repeat, WORKGROUP } from "../ir/kernel.ts";
import type { ConvolutionArguments } from "./convolution.ts";
import { type Epilogue, epilogueName, epilogueViews, store } from "./epilogue.ts";
import { addColumn, type ConvolutionTile, declareSums, sumOf } from "./row-window.ts";

interface Variant extends ConvolutionTile, SharedGeometry, Epilogue {
  readonly size: number;
  readonly bias: boolean;
  readonly relu: boolean;
}

const EXPLANATION = `A workgroup takes a block of pixels and of output channels. For each four input channels its
threads first load the pixels of the block with a rim, and the weights, into memory that they share, each of them once;
then each thread computes a few neighbouring pixels of a row from there and keeps the sums in registers. Two barriers
in each round keep loading and computing apart.`;

const sharedConvolutionKernel = kernelFamily((variant: Variant) => {
  const { size, pixels, vectors, lanes, spans, rows, bias, relu } = variant;
  const reach = (size - 1) / 2;
  const window = windowOf(size, variant, variant);
  const taps = tapsOf(size, variant, variant);
  const together = lanes * vectors;
  const finished = (pixel: number, vector: number) =>
    relu ? `max(${sumOf(pixel, vector)}, vec4f(0))` : sumOf(pixel, vector);
  return defineKernel({
    name: "shared convolution",
    variant: [
      `${size}x${size}`,
      `${pixels} px x ${vectors * VECTOR} channels`,
      `${rows} x ${spans * pixels} px x ${together * VECTOR} channels together`,
      ...(bias ? ["bias"] : []),
      ...(relu ? ["ReLU"] : []),
      ...epilogueName(variant),
    ].join(", "),
    explanation: EXPLANATION,
    views: { x: "read", ...epilogueViews(variant) },
    over: "workgroups",
    reads: { weights: "vec4f", ...(bias ? { bias: "vec4f" } : {}) },
    sizes: ["images", "rows", "columns", "inVectors", "outVectors"],
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
  });
});

/**
 * Like `convolution`, with a tile in workgroup memory.
 * Throws a RangeError when the tile does not fit: check with `sharedGeometry` first.
 */
export function sharedConvolution(args: ConvolutionArguments, tile: ConvolutionTile): Dispatch {
  const { size, x, weights, bias, relu, target, accumulate, mask } = args;
  const outVectors = vectorsOf(target);
  const geometry = sharedGeometry(size, tile, outVectors);
  if (!geometry) throw new RangeError(`a kernel of ${size} x ${size} does not fit into a workgroup's memory`);
  const { lanes, spans, rows } = geometry;
  const blocks = outVectors / (lanes * tile.vectors);
  const around = Math.ceil(x.columns / (spans * tile.pixels)) * Math.ceil(x.rows / rows);
  return sharedConvolutionKernel({
    size,
    pixels: tile.pixels,
    vectors: tile.vectors,
    ...geometry,
    bias: bias !== null,
    relu,
    accumulate,
    mask: mask !== null,
  }).dispatch({
    views: { x, target, mask },
    operands: { weights, bias },
    sizes: {
      images: x.batch,
      rows: x.rows,
      columns: x.columns,
      inVectors: vectorsOf(x),
      outVectors,
      workgroups: x.batch * around * blocks,
    },
  });
}
