/** Fields that arrive from outside, `[batch, row, column, channels]`. */
export interface InputNode {
  readonly kind: "input";
  readonly name: string;
  readonly channels: number;
}

/** Square convolution of odd size, stride 1, zero padding that keeps rows and columns. */
export interface ConvNode {
  readonly kind: "conv";
  readonly name: string;
  readonly from: string;
  readonly size: number;
  readonly filters: number;
  readonly bias: boolean;
}

/**
 * Batch normalisation per channel: (x - mean) / sqrt(variance + NORM_EPSILON) * weight + bias. Training uses
 * the batch's mean and biased variance and moves the running averages by NORM_MOMENTUM (the running variance is
 * the unbiased one, as PyTorch keeps it); prediction uses the running averages.
 */
export interface BatchNormNode {
  readonly kind: "batchNorm";
  readonly name: string;
  readonly from: string;
}

/** Added to the variance before the root; PyTorch's default. */
export const NORM_EPSILON = 1e-5;
/** Share of the batch in the new running average; PyTorch's default. */
export const NORM_MOMENTUM = 0.1;

export interface ReluNode {
  readonly kind: "relu";
  readonly name: string;
  readonly from: string;
}

/** Pooling of 2x2 blocks without overlap. */
export interface PoolNode {
  readonly kind: "maxPool" | "avgPool";
  readonly name: string;
  readonly from: string;
}

/** Enlarges rows and columns by a whole factor; bilinear has half-pixel centres and a clamped edge. */
export interface UpsampleNode {
  readonly kind: "upsample";
  readonly name: string;
  readonly from: string;
  readonly factor: number;
  readonly mode: "nearest" | "bilinear";
}

/** Joins channels in the order given. */
export interface ConcatNode {
  readonly kind: "concat";
  readonly name: string;
  readonly from: readonly string[];
}

/** Elementwise product; the second operand may have one channel, which then gates all of the first's. */
export interface MultiplyNode {
  readonly kind: "multiply";
  readonly name: string;
  readonly from: readonly [string, string];
}

/** Divides each pixel's vector by sqrt(max(squared length, `floor`)). */
export interface NormaliseNode {
  readonly kind: "normalise";
  readonly name: string;
  readonly from: string;
  readonly floor: number;
}

/**
 * Dropout (Srivastava et al. 2014): in training each value is 0 with probability `rate`, else divided by 1 - rate, so
 * that its mean stays; prediction passes values on as they are. `rate` is 0..1, below 1.
 */
export interface DropoutNode {
  readonly kind: "dropout";
  readonly name: string;
  readonly from: string;
  readonly rate: number;
}

export type GraphNode =
  | InputNode
  | ConvNode
  | BatchNormNode
  | ReluNode
  | PoolNode
  | UpsampleNode
  | ConcatNode
  | MultiplyNode
  | NormaliseNode
  | DropoutNode;

/** A network: nodes in an order in which each comes after those it reads. The last one is the output. */
export interface Graph {
  /** In words, e.g. `U-Net, F = 8, depth 3`. */
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  /** What the output means: `mask_logits`, `unit_vectors` or `level_logits`. */
  readonly output: string;
}

/** Names of the nodes that a node reads. */
export function sourcesOf(node: GraphNode): readonly string[] {
  if (node.kind === "input") return [];
  return typeof node.from === "string" ? [node.from] : node.from;
}

/** The node whose values are the network's output. */
export function outputNode(graph: Graph): GraphNode {
  return graph.nodes[graph.nodes.length - 1];
}

/** Inputs in the order in which the graph names them. */
export function inputNodes(graph: Graph): readonly InputNode[] {
  return graph.nodes.filter((node) => node.kind === "input");
}
