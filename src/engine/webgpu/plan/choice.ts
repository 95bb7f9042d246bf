import { VECTOR, type View, vectorsOf } from "../ir/view.ts";
import type { ConvolutionTile } from "../kernels/row-window.ts";
import type { WeightGradientTile } from "../kernels/weight-gradient.ts";

/** What a convolution does in a step. */
export type ConvolutionPass = "forward" | "input gradient" | "weight gradient";

/** The work of one convolution in one pass. */
export interface LayerWork {
  readonly layer: string;
  readonly pass: ConvolutionPass;
  /** Rows and columns of the kernel. */
  readonly size: number;
  /** What is convolved; in the weight gradient the layer's input. */
  readonly x: View;
  /** What is computed; in the weight gradient the gradient of the layer's output. */
  readonly target: View;
}

/** How a convolution is cut into threads: directly, with its input channels in parts, or by shared memory. */
export type ConvolutionChoice =
  | ({ readonly kind: "direct" | "shared" } & ConvolutionTile)
  | ({ readonly kind: "splitK"; readonly parts: number } & ConvolutionTile);

/** How a weight gradient is cut into threads; rows are dealt out to parts until about `threads` of them run. */
export interface WeightGradientChoice extends WeightGradientTile {
  readonly kind: "weights";
  readonly threads: number;
}

export type Choice = ConvolutionChoice | WeightGradientChoice;

/** Choices by the shape of a work, as `shapeOf` names it. */
export type Choices = Readonly<Record<string, Choice>>;

/** The class that a work belongs to: all that decides how fast a choice is, in words. */
export function shapeOf({ pass, size, x, target }: LayerWork): string {
  const [from, to] = [x, target].map((view) => vectorsOf(view) * VECTOR);
  return `${pass}, ${size}x${size}, ${from} to ${to} channels, ${x.batch} x ${x.rows} x ${x.columns} px`;
}
