import type { Random } from "../../core/augment/random.ts";
import type { Graph } from "../graph.ts";
import { initialise } from "../initialise.ts";
import { parametersOf } from "../parameters.ts";
import type { Weights } from "../weights.ts";

/** Weights as after a training, for tests: no bias is 0, and no normalisation is the identity. */
export function randomWeights(graph: Graph, random: Random): Weights {
  const initial = initialise(graph, 1);
  return Object.fromEntries(
    parametersOf(graph).map(({ name, role, shape }) => {
      if (role === "kernel") return [name, initial[name]];
      const isPositive = role === "scale" || role === "runningVariance";
      const value = () => (isPositive ? random.uniform(0.5, 2) : 0.3 * random.normal());
      return [name, { shape, data: Float32Array.from({ length: shape[0] }, value) }];
    }),
  );
}
