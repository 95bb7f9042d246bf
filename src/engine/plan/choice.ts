import { VECTOR, type View, vectorsOf } from "./ir/view.ts";
import type { ConvolutionTile } from "./operations/convolution.ts";
import type { WeightGradientTile } from "./operations/weight-gradient.ts";

/** Pass of a convolution within a step. */
export type ConvolutionPass = "forward" | "input gradient" | "weight gradient";

/** The work of one convolution in one pass. */
export interface LayerWork {
  readonly layer: string;
  readonly pass: ConvolutionPass;
  /** Rows and columns of the kernel. */
  readonly size: number;
  /** Input of the convolution; for the weight gradient, the layer's input. */
  readonly x: View;
  /** Output of the convolution; for the weight gradient, the gradient of the layer's output. */
  readonly target: View;
  /** Whether the forward pass is that of a prediction. */
  readonly predicts?: boolean;
}

/** Tiling of a convolution: direct, split over the input channels, with shared workgroup memory, or in transformed tiles. */
export type ConvolutionChoice =
  | { readonly kind: "winograd" }
  | ({ readonly kind: "direct" | "shared" } & ConvolutionTile)
  | ({ readonly kind: "splitK"; readonly parts: number } & ConvolutionTile);

/**
 * Tiling of a weight gradient: rows are split into parts for about `threads` threads, transformed tiles into at most
 * `maxParts`.
 */
export type WeightGradientChoice =
  | ({ readonly kind: "weights"; readonly threads: number } & WeightGradientTile)
  | { readonly kind: "winograd weights"; readonly maxParts: number };

export type Choice = ConvolutionChoice | WeightGradientChoice;

/** Choices by shape, see `layerShape`. */
export type Choices = Readonly<Record<string, Choice>>;

/** Text key of all properties on which the speed of a choice depends. */
export function layerShape({ pass, size, x, target }: LayerWork): string {
  const [from, to] = [x, target].map((view) => vectorsOf(view) * VECTOR);
  return `${pass}, ${size}x${size}, ${from} to ${to} channels, ${x.batch} x ${x.rows} x ${x.columns} px`;
}
