import type { Graph, GraphNode } from "./graph.ts";

/** Builds a graph node by node. Every method returns the new node's name, as a source for later nodes. */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];

  input(name: string, channels: number): string {
    return this.#add({ kind: "input", name, channels });
  }

  /** Convolution with bias, linear. */
  conv(name: string, from: string, size: number, filters: number): string {
    return this.#add({ kind: "conv", name, from, size, filters, bias: true });
  }

  /** Convolution with bias, then ReLU. */
  convRelu(name: string, from: string, size: number, filters: number): string {
    return this.relu(`${name}_relu`, this.conv(name, from, size, filters));
  }

  /** Convolution without bias, for a following normalisation that subtracts the mean. */
  convWithoutBias(name: string, from: string, size: number, filters: number): string {
    return this.#add({ kind: "conv", name, from, size, filters, bias: false });
  }

  batchNorm(name: string, from: string): string {
    return this.#add({ kind: "batchNorm", name, from });
  }

  relu(name: string, from: string): string {
    return this.#add({ kind: "relu", name, from });
  }

  maxPool(name: string, from: string): string {
    return this.#add({ kind: "maxPool", name, from });
  }

  avgPool(name: string, from: string): string {
    return this.#add({ kind: "avgPool", name, from });
  }

  upsample(name: string, from: string, factor: number, mode: "nearest" | "bilinear"): string {
    return this.#add({ kind: "upsample", name, from, factor, mode });
  }

  concat(name: string, from: readonly string[]): string {
    return this.#add({ kind: "concat", name, from });
  }

  multiply(name: string, from: string, by: string): string {
    return this.#add({ kind: "multiply", name, from: [from, by] });
  }

  normalise(name: string, from: string, floor: number): string {
    return this.#add({ kind: "normalise", name, from, floor });
  }

  /** Throws a RangeError when the rate is outside [0, 1). */
  dropout(name: string, from: string, rate: number): string {
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`${name} cannot drop a fraction of ${rate}`);
    return this.#add({ kind: "dropout", name, from, rate });
  }

  /** The graph; the last node is its output. */
  build(title: string, output: string): Graph {
    return { title, nodes: [...this.#nodes], output };
  }

  #add(node: GraphNode): string {
    if (this.#nodes.some(({ name }) => name === node.name)) {
      throw new RangeError(`two nodes of a graph are called ${node.name}`);
    }
    this.#nodes.push(node);
    return node.name;
  }
}
