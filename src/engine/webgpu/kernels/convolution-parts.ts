import { type Dispatch, groupsFor, type Region } from "../../plan/ir/dispatch.ts";
import { VECTOR, vectorsOf } from "../../plan/ir/view.ts";
import { defineKernel, kernelFamily } from "../ir/define-kernel.ts";
import { repeat } from "../ir/kernel.ts";
import type { ConvolutionArguments } from "./convolution.ts";
import { addWindow, type ConvolutionTile, declareSums, sumOf } from "./row-window.ts";

interface Variant extends ConvolutionTile {
  readonly size: number;
}

const EXPLANATION = `A convolution for layers with few pixels and many channels, which would leave a GPU idle: the
input channels are dealt out to parts. A thread works as in the direct convolution, but over the channels of its part
only, and writes sums that are not finished. Another kernel adds the parts in a fixed order.`;

const convolutionPartsKernel = kernelFamily((variant: Variant) => {
  const { size, pixels, vectors } = variant;
  return defineKernel({
    name: "convolution in parts",
    variant: `${size}x${size}, ${pixels} px x ${vectors * VECTOR} channels`,
    explanation: EXPLANATION,
    views: { x: "read" },
    over: "workgroups",
    reads: { weights: "vec4f" },
    writes: { partial: "vec4f" },
    sizes: ["imageRows", "rows", "columns", "inVectors", "outVectors", "parts", "vectorsPerPart"],
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
  });
});

/**
 * Split-K convolution: partial sums over `parts` parts of the input channels, contiguous in `partial`, each
 * `[batch, row, column, out]` without gaps. `finishConvolution` adds the parts and applies the epilogue.
 */
export function convolutionParts(
  { size, x, weights, target }: Pick<ConvolutionArguments, "size" | "x" | "weights" | "target">,
  tile: ConvolutionTile,
  parts: number,
  partial: Region,
): Dispatch {
  const [inVectors, outVectors] = [vectorsOf(x), vectorsOf(target)];
  const imageRows = x.batch * x.rows;
  const blocks = Math.ceil(x.columns / tile.pixels) * (outVectors / tile.vectors);
  return convolutionPartsKernel({ size, pixels: tile.pixels, vectors: tile.vectors }).dispatch({
    views: { x },
    operands: { weights, partial },
    sizes: {
      imageRows,
      rows: x.rows,
      columns: x.columns,
      inVectors,
      outVectors,
      parts,
      vectorsPerPart: Math.ceil(inVectors / parts),
      workgroups: groupsFor(parts * imageRows * blocks),
    },
  });
}
