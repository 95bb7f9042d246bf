import { VECTOR } from "../../plan/ir/view.ts";
import { WEIGHT_GRADIENT } from "../../plan/operations/weight-gradient.ts";
import { defineKernel } from "../ir/define-kernel.ts";
import { LANES, repeat } from "../ir/kernel.ts";

const EXPLANATION = `A thread computes one kernel row of the weight gradient for a few input and output channels. It
slides along one part of the image rows, a few pixels per iteration. For each pixel it loads one new pixel of the input
and one of the output gradient. The other pixels of the window stay in registers. Each sum is loaded and stored once per
iteration: on a software adapter, where the sums are in memory, these accesses dominate the cost. Each part of the rows
has its own partial sums. Another kernel adds them in a fixed order, which needs no atomics and gives bit-identical
results.`;

export const weightGradientKernel = defineKernel(
  WEIGHT_GRADIENT,
  ({ size, inVectors, outVectors, pixels }) => {
    const reach = (size - 1) / 2;
    const sum = (k: number, i: number, lane: number, o: number) => `sum${k}_${i}_${lane}_${o}`;
    const each = (text: (i: number, lane: number, o: number) => string) =>
      repeat(inVectors, (i) => repeat(4, (lane) => repeat(outVectors, (o) => text(i, lane, o))));
    const kept = size - 1;
    const load = (i: number, column: string) =>
      `x[xRow + u32(clamp(${column}, 0, lastColumn)) * sizes.xStride + ${i}u] * f32(${column} >= 0 && ${column} <= lastColumn)`;
    // The first pixel of an iteration is inside the row. The others may be beyond its end, where they count as
    // 0.
    const loadGradient = (o: number, p: number) =>
      p === 0
        ? `gradient[gradientRow + column * sizes.gradientStride + ${o}u]`
        : `gradient[gradientRow + min(column + ${p}u, u32(lastColumn)) * sizes.gradientStride + ${o}u] * f32(column + ${p}u < sizes.columns)`;
    const addPixels = (k: number, i: number, lane: number, o: number) => {
      const products = Array.from({ length: pixels }, (_, p) => `x${i}_${k + p}.${LANES[lane]} * g${p}_${o}`);
      return `      ${sum(k, i, lane, o)} = ${[sum(k, i, lane, o), ...products].join(" + ")};`;
    };
    return {
      variant: `${size}x${size}, ${inVectors * VECTOR} x ${outVectors * VECTOR} channels, ${pixels} px`,
      explanation: EXPLANATION,
      body: `
  let outBlocks = sizes.outVectors / ${outVectors}u;
  let inBlocks = sizes.inVectors / ${inVectors}u;
  let outBlock = (thread % outBlocks) * ${outVectors}u;
  let inBlock = (thread / outBlocks % inBlocks) * ${inVectors}u;
  let kernelRow = thread / outBlocks / inBlocks % ${size}u;
  let part = thread / outBlocks / inBlocks / ${size}u;
  if (part >= sizes.parts) { return; }
  let lastColumn = i32(sizes.columns) - 1;
${repeat(size, (k) => each((i, lane, o) => `  var ${sum(k, i, lane, o)} = vec4f(0);`))}
  let end = min((part + 1u) * sizes.rowsPerPart, sizes.imageRows);
  for (var imageRow = part * sizes.rowsPerPart; imageRow < end; imageRow++) {
    let sourceRow = i32(imageRow % sizes.rows) + i32(kernelRow) - ${reach};
    if (sourceRow < 0 || sourceRow >= i32(sizes.rows)) { continue; }
    let firstRow = imageRow / sizes.rows * sizes.rows;
    let xRow = (firstRow + u32(sourceRow)) * sizes.columns * sizes.xStride + sizes.xOffset + inBlock;
    let gradientRow = imageRow * sizes.columns * sizes.gradientStride + sizes.gradientOffset + outBlock;
${repeat(inVectors, (i) => repeat(kept, (k) => `    var x${i}_${k} = ${load(i, `${k - reach}`)};`))}
    for (var column = 0u; column < sizes.columns; column += ${pixels}u) {
${repeat(pixels, (p) => `      let at${p} = i32(column) + ${p + reach};`)}
${repeat(inVectors, (i) => repeat(pixels, (p) => `      let x${i}_${kept + p} = ${load(i, `at${p}`)};`))}
${repeat(pixels, (p) => repeat(outVectors, (o) => `      let g${p}_${o} = ${loadGradient(o, p)};`))}
${repeat(size, (k) => each((i, lane, o) => addPixels(k, i, lane, o)))}
${repeat(inVectors, (i) => repeat(kept, (k) => `      x${i}_${k} = x${i}_${k + pixels};`))}
    }
  }
  let tap = sizes.inVectors * 4u * sizes.outVectors;
  var at = (part * ${size}u + kernelRow) * ${size}u * tap + inBlock * 4u * sizes.outVectors + outBlock;
${repeat(
  size,
  (k) =>
    each(
      (i, lane, o) => `  partial[at + ${i * 4 + lane}u * sizes.outVectors + ${o}u] = ${sum(k, i, lane, o)};`,
    ) + (k < size - 1 ? "\n  at += tap;" : ""),
)}`,
    };
  },
);
