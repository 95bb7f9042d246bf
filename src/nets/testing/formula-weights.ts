import type { Graph } from "../graph.ts";
import { type Parameter, parametersOf } from "../parameters.ts";
import { sizeOf, type Weights } from "../weights.ts";

/** Numbers in [0, 1) by a formula of their index, as in the scripts `scripts/make-*.py`. */
function noise(index: number, stream: number): number {
  const x = Math.sin(12.9898 * (index + 1) + 78.233 * (stream + 1)) * 43758.5453;
  return x - Math.floor(x);
}

/**
 * The weights of the scripts, in which streams count the layers with kernels: kernels by the formula, identity
 * normalisation, and biases of convolutions as given.
 * @param biasOf the bias of all channels of a layer
 */
export function formulaWeights(graph: Graph, biasOf: (node: string) => number): Weights {
  const all = parametersOf(graph);
  const layers = all.filter(({ role }) => role === "kernel").map(({ node }) => node);
  const valuesOf = ({ node, role, shape, name }: Parameter) => {
    const data = new Float32Array(sizeOf(shape));
    if (role === "scale" || role === "runningVariance") return data.fill(1);
    if (role !== "kernel")
      return layers.includes(node) && name.endsWith(".bias") ? data.fill(biasOf(node)) : data;
    const spread = Math.sqrt(6 / sizeOf(shape.slice(0, 3)));
    const stream = layers.indexOf(node);
    return data.map((_, at) => (2 * noise(at, stream) - 1) * spread);
  };
  return Object.fromEntries(
    all.map((parameter) => [parameter.name, { shape: parameter.shape, data: valuesOf(parameter) }]),
  );
}
