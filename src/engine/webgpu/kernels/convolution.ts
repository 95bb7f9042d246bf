import { type Dispatch, groupsFor, type Region } from "../plan/dispatch.ts";
import { regionOf, VECTOR, type View, vectorsOf } from "../plan/view.ts";
import { type Epilogue, epilogueName, MASK_READS, maskOperand, maskSizes, store } from "./epilogue.ts";
import { defineKernel, type Kernel, kernelFamily, LANES, repeat } from "./kernel.ts";

/** How many neighbouring pixels of a row, and how many vectors of four output channels, one thread computes. */
export interface ConvolutionTile {
  readonly pixels: number;
  readonly vectors: number;
}

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
 * vectors. Pixels outside the picture count as 0: their loads are moved inside and multiplied by 0.
 */
const convolutionKernel = kernelFamily((variant: Variant): Kernel => {
  const { size, pixels, vectors, bias, relu } = variant;
  const reach = (size - 1) / 2;
  const window = pixels + size - 1;
  const sum = (pixel: number, vector: number) => `sum${pixel}_${vector}`;
  const finished = (pixel: number, vector: number) =>
    relu ? `max(${sum(pixel, vector)}, vec4f(0))` : sum(pixel, vector);
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
  let row = i32(imageRow % sizes.rows);
  let firstRow = imageRow / sizes.rows * sizes.rows;
  let lastColumn = i32(sizes.columns) - 1;
${repeat(pixels, (p) => repeat(vectors, (v) => `  var ${sum(p, v)} = ${bias ? `bias[block + ${v}u]` : "vec4f(0)"};`))}
${repeat(
  window,
  (w) => `  let at${w} = i32(column) + ${w - reach};
  let inside${w} = f32(at${w} >= 0 && at${w} <= lastColumn);
  let pixel${w} = u32(clamp(at${w}, 0, lastColumn)) * sizes.xStride;`,
)}
  let tap = sizes.inVectors * 4u * sizes.outVectors;
  for (var kernelRow = 0; kernelRow < ${size}; kernelRow++) {
    let sourceRow = row + kernelRow - ${reach};
    if (sourceRow < 0 || sourceRow >= i32(sizes.rows)) { continue; }
    let rowStart = (firstRow + u32(sourceRow)) * sizes.columns * sizes.xStride + sizes.xFirst;
    let weightRow = u32(kernelRow) * ${size}u * tap + block;
    for (var channel = 0u; channel < sizes.inVectors; channel++) {
${repeat(window, (w) => `      let x${w} = x[rowStart + pixel${w} + channel] * inside${w};`)}
      var weight = weightRow + channel * 4u * sizes.outVectors;
${repeat(
  size,
  (k) =>
    repeat(4, (lane) =>
      repeat(
        vectors,
        (v) => `      { let w = weights[weight + ${lane}u * sizes.outVectors + ${v}u];
${repeat(pixels, (p) => `        ${sum(p, v)} += x${p + k}.${LANES[lane]} * w;`)} }`,
      ),
    ) + (k < size - 1 ? "\n      weight += tap;" : ""),
)}
    }
  }
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

export interface ConvolutionArguments {
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
  readonly tile: ConvolutionTile;
}

/** Convolves `x` with odd `size`, stride 1 and zero padding that keeps rows and columns. */
export function convolution(args: ConvolutionArguments): Dispatch {
  const { size, x, weights, bias, relu, target, accumulate, mask, tile } = args;
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
