import { createRandom } from "../core/augment/random.ts";
import type { Graph } from "./graph.ts";
import { type Parameter, parametersOf } from "./parameters.ts";
import { type NumberArray, sizeOf, type Weights } from "./weights.ts";

function valuesOf({ role, shape }: Parameter, normal: () => number): Float32Array {
  const data = new Float32Array(sizeOf(shape));
  if (role === "kernel") {
    const [rows, columns, channels] = shape;
    const deviation = Math.sqrt(2 / (rows * columns * channels));
    return data.map(() => normal() * deviation);
  }
  return role === "scale" || role === "runningVariance" ? data.fill(1) : data;
}

/** Separates these random streams from those of the augmentation ("nets" in ASCII). */
const STREAM = 0x6e657473;

/**
 * Initial weights: kernels from the normal distribution of He et al. 2015 (standard deviation
 * sqrt(2 / fan-in)), biases 0, identity normalisation. Deterministic for a given graph and seed.
 */
export function initialise(graph: Graph, seed: number): Weights {
  const entries = parametersOf(graph).map((parameter, index): [string, NumberArray] => {
    const random = createRandom(seed, STREAM, index);
    return [parameter.name, { shape: parameter.shape, data: valuesOf(parameter, () => random.normal()) }];
  });
  return Object.fromEntries(entries);
}
