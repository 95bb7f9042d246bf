import { type Dispatch, groupsFor, type Region } from "../plan/dispatch.ts";
import { regionOf, VECTOR, type View, vectorsOf } from "../plan/view.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, maskSizes, store } from "./epilogue.ts";
import { defineKernel, type Kernel, kernelFamily, repeat } from "./kernel.ts";
import { addWindow, type ConvolutionTile, declareSums, sumOf } from "./row-window.ts";

interface Variant extends ConvolutionTile, Epilogue {
  readonly size: number;
  readonly bias: boolean;
  readonly relu: boolean;
}

const EXPLANATION = `A thread computes a few neighbouring pixels of a row for a few vectors of four output channels and
keeps them in registers. For each kernel row and each four input channels it loads the pixels of its window once and
uses them for all kernel columns; each weight that it loads serves all of its pixels. Threads of a workgroup differ
first in their channels, so they read the same pixels.`;

/**
 * A convolution, or with flipped weights the gradient of one. Weights are `[row, column, in, out]` with `out` in
 * vectors.
 */
const convolutionKernel = kernelFamily((variant: Variant): Kernel => {
  const { size, pixels, vectors, bias, relu } = variant;
  const finished = (pixel: number, vector: number) =>
    relu ? `max(${sumOf(pixel, vector)}, vec4f(0))` : sumOf(pixel, vector);
  return defineKernel({
    name: "convolution",
    variant: [
      `${size}x${size}`,
      `${pixels} px x ${vectors * VECTOR} channels`,
      ...(bias ? ["bias"] : []),
      ...(relu ? ["ReLU"] : []),
      ...epilogueName(variant),
    ].join(", "),
    explanation: EXPLANATION,
    reads: {
      x: "vec4f",
      weights: "vec4f",
      ...(bias ? { bias: "vec4f" } : {}),
      ...(variant.mask ? MASK_READS : {}),
    },
    writes: { target_: "vec4f" },
    sizes: [
      "imageRows", // rows of all pictures of the batch together
      "rows",
      "columns",
      "inVectors",
      "outVectors",
      "xStride",
      "xFirst",
      "targetStride",
      "targetFirst",
      "maskStride",
      "maskFirst",
    ],
    body: `
  let blocks = sizes.outVectors / ${vectors}u;
  let spans = (sizes.columns + ${pixels - 1}u) / ${pixels}u;
  let block = (thread % blocks) * ${vectors}u;
  let span = (thread / blocks) % spans;
  let imageRow = thread / blocks / spans;
  if (imageRow >= sizes.imageRows) { return; }
  let column = span * ${pixels}u;
${declareSums(variant, (v) => (bias ? `bias[block + ${v}u]` : "vec4f(0)"))}
${addWindow(size, variant, "0u", "sizes.inVectors")}
  let pixel = imageRow * sizes.columns + column;
${repeat(
  pixels,
  (p) => `  if (column + ${p}u < sizes.columns) {
    let at = (pixel + ${p}u) * sizes.targetStride + sizes.targetFirst + block;
${variant.mask ? `    let maskAt = (pixel + ${p}u) * sizes.maskStride + sizes.maskFirst + block;` : ""}
${repeat(vectors, (v) => `    ${store(variant, finished(p, v), `at + ${v}u`, `maskAt + ${v}u`)}`)}
  }`,
)}`,
  });
});

/** What a convolution reads and writes, however it is cut into threads. */
export interface ConvolutionArguments {
  /** Rows and columns of the kernel; odd. */
  readonly size: number;
  readonly x: View;
  /** `[row, column, in, out]`, both padded to vectors. */
  readonly weights: Region;
  readonly bias: Region | null;
  readonly relu: boolean;
  readonly target: View;
  readonly accumulate: boolean;
  /** Values after the ReLU that the target is the gradient of. */
  readonly mask: View | null;
}

/** Convolves `x` with odd `size`, stride 1 and zero padding that keeps rows and columns. */
export function convolution(args: ConvolutionArguments, tile: ConvolutionTile): Dispatch {
  const { size, x, weights, bias, relu, target, accumulate, mask } = args;
  const outVectors = vectorsOf(target);
  const kernel = convolutionKernel({
    size,
    pixels: tile.pixels,
    vectors: tile.vectors,
    bias: bias !== null,
    relu,
    accumulate,
    mask: mask !== null,
  });
  const imageRows = x.batch * x.rows;
  const threads = imageRows * Math.ceil(x.columns / tile.pixels) * (outVectors / tile.vectors);
  return {
    kernel,
    operands: {
      x: regionOf(x),
      weights,
      ...(bias ? { bias } : {}),
      ...maskOperand(mask),
      target_: regionOf(target),
    },
    sizes: {
      imageRows,
      rows: x.rows,
      columns: x.columns,
      inVectors: vectorsOf(x),
      outVectors,
      xStride: x.stride,
      xFirst: x.first,
      targetStride: target.stride,
      targetFirst: target.first,
      ...maskSizes(mask),
    },
    workgroups: groupsFor(threads),
  };
}
