import { LANES, repeat } from "../ir/kernel.ts";

/** How many neighbouring pixels of a row, and how many vectors of four output channels, one thread computes. */
export interface ConvolutionTile {
  readonly pixels: number;
  readonly vectors: number;
}

/** Name of the sum of one of a thread's pixels and vectors. */
export function sumOf(pixel: number, vector: number): string {
  return `sum${pixel}_${vector}`;
}

/** WGSL that declares the sums of a thread; `start` is where those of a vector begin. */
export function declareSums({ pixels, vectors }: ConvolutionTile, start: (vector: number) => string): string {
  return repeat(pixels, (p) => repeat(vectors, (v) => `  var ${sumOf(p, v)} = ${start(v)};`));
}

/** WGSL that adds to the sums what one column of the kernel gives for four input channels: pixels are `x0`, `x1` ... */
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
 * WGSL that adds up the products of a thread's window over the kernel and the vectors `begin` to `end` of the input's
 * channels. It knows `imageRow`, the row among those of all images, `column` and `block`, the thread's first pixel and
 * output vector. Pixels outside the image count as 0: their loads are moved inside and multiplied by 0.
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
