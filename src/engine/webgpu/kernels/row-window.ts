import type { ConvolutionTile } from "../../plan/operations/convolution.ts";
import { LANES, repeat } from "../ir/kernel.ts";

/** Variable name of the sum for a pixel and vector of the tile. */
export function sumOf(pixel: number, vector: number): string {
  return `sum${pixel}_${vector}`;
}

/** WGSL that declares the sums of a thread; `start` gives the initial value of a vector's sums. */
export function declareSums({ pixels, vectors }: ConvolutionTile, start: (vector: number) => string): string {
  return repeat(pixels, (p) => repeat(vectors, (v) => `  var ${sumOf(p, v)} = ${start(v)};`));
}

/**
 * WGSL that adds the products of kernel column `k` with four input channels to the sums. The pixels are `x0`,
 * `x1` ...
 */
export function addColumn(
  { pixels, vectors }: ConvolutionTile,
  k: number,
  weight: (lane: number, vector: number) => string,
): string {
  return repeat(4, (lane) =>
    repeat(
      vectors,
      (v) => `      { let w = ${weight(lane, v)};
${repeat(pixels, (p) => `        ${sumOf(p, v)} += x${p + k}.${LANES[lane]} * w;`)} }`,
    ),
  );
}

/**
 * WGSL that accumulates a thread's products over the kernel window and the input vectors from `begin` up to
 * but not including `end`. It requires `imageRow`, the row index over all images of the batch, and `column`
 * and `block`, the thread's first pixel and output vector. Zero padding: loads outside the image are clamped
 * to its edge and multiplied by 0.
 */
export function addWindow(size: number, tile: ConvolutionTile, begin: string, end: string): string {
  const reach = (size - 1) / 2;
  const window = tile.pixels + size - 1;
  return `  let row = i32(imageRow % sizes.rows);
  let firstRow = imageRow / sizes.rows * sizes.rows;
  let lastColumn = i32(sizes.columns) - 1;
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
    let rowStart = (firstRow + u32(sourceRow)) * sizes.columns * sizes.xStride + sizes.xOffset;
    let weightRow = u32(kernelRow) * ${size}u * tap + block;
    for (var channel = ${begin}; channel < ${end}; channel++) {
${repeat(window, (w) => `      let x${w} = x[rowStart + pixel${w} + channel] * inside${w};`)}
      var weight = weightRow + channel * 4u * sizes.outVectors;
${repeat(
  size,
  (k) =>
    addColumn(tile, k, (lane, v) => `weights[weight + ${lane}u * sizes.outVectors + ${v}u]`) +
    (k < size - 1 ? "\n      weight += tap;" : ""),
)}
    }
  }`;
}
