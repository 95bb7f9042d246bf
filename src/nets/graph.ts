/** An input of the network, `[batch, row, column, channel]`. */
export interface InputNode {
  readonly kind: "input";
  readonly name: string;
  readonly channels: number;
}

/** Square convolution of odd size, stride 1, zero padding that preserves rows and columns. */
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
 * the batch's mean and biased variance and updates the running averages with NORM_MOMENTUM (the running
 * variance is unbiased, as in PyTorch); prediction uses the running averages.
 */
export interface BatchNormNode {
  readonly kind: "batchNorm";
  readonly name: string;
  readonly from: string;
}

/** Added to the variance before the root; PyTorch's default. */
export const NORM_EPSILON = 1e-5;
/** Weight of the batch in the new running average; PyTorch's default. */
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

/**
 * Upsampling of rows and columns by an integer factor; bilinear uses half-pixel centres and clamped edges.
 */
export interface UpsampleNode {
  readonly kind: "upsample";
  readonly name: string;
  readonly from: string;
  readonly factor: number;
  readonly mode: "nearest" | "bilinear";
}

/** Concatenates channels in the given order. */
export interface ConcatNode {
  readonly kind: "concat";
  readonly name: string;
  readonly from: readonly string[];
}

/** Element-wise product. A second operand with one channel gates all channels of the first. */
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
 * Dropout (Srivastava et al. 2014): in training each value is set to 0 with probability `rate`, else divided
 * by 1 - rate to preserve the mean; the identity in prediction. `rate` is in [0, 1).
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

/** A network: nodes in topological order. The last one is the output. */
export interface Graph {
  /** Text such as `U-Net, F = 8, depth 3`. */
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  /** Name of the output quantity: `mask_logits`, `unit_vectors` or `level_logits`. */
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

/** Inputs in the order of the graph. */
export function inputNodes(graph: Graph): readonly InputNode[] {
  return graph.nodes.filter((node) => node.kind === "input");
}
