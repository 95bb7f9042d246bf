import { type NetworkName, networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import type { Graph } from "../nets/graph.ts";
import { initialise } from "../nets/initialise.ts";
import { networkGraph } from "../nets/stage-graph.ts";
import type { NumberArray, Weights } from "../nets/weights.ts";
import type { NetworkStore } from "./network-store.ts";
import { TrainingError } from "./training-error.ts";

const untrained = (name: NetworkName, { title }: Graph) =>
  `${stageTitle("joint")} starts from trained networks, and there is no trained ${title} yet. Train the stage ${stageTitle(name)} first.`;

/**
 * Weights at the start of a stage: initial weights for a single network, trained weights for a stage of
 * several networks.
 * @throws TrainingError if one of several networks is untrained or differs in size from the recipe
 */
export function firstWeights(
  stage: Stage,
  graph: Graph,
  recipe: Recipe,
  store: Pick<NetworkStore, "get">,
): Weights {
  const names = networksOf(stage);
  if (names.length === 1) return initialise(graph, recipe.seed);
  const all: Record<string, NumberArray> = {};
  for (const name of names) {
    const trained = store.get(name);
    const wanted = networkGraph(name, recipe.networks);
    if (trained?.graph.title !== wanted.title) throw new TrainingError(untrained(name, wanted));
    Object.assign(all, trained.weights);
  }
  return all;
}
