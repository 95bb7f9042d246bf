import { type NetworkName, networksOf, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { STARTS } from "../core/starts/starts.ts";
import type { Graph } from "../nets/graph.ts";
import { initialise } from "../nets/initialise.ts";
import { parametersOf } from "../nets/parameters.ts";
import { networkGraph } from "../nets/stage-graph.ts";
import type { NumberArray, Weights } from "../nets/weights.ts";
import type { NetworkStore } from "./network-store.ts";
import { loadStart } from "./starts/load-start.ts";
import { TrainingError } from "./training-error.ts";

const untrained = (name: NetworkName, { title }: Graph) =>
  `${stageTitle("joint")} starts from trained networks, and there is no trained ${title} yet. Train the stage ${stageTitle(name)} first.`;

const NO_OWN =
  "The recipe starts from the trained Shared U-Net, and there is none yet. Train it, import weights, or choose another start in the recipe.";

const channelsOf = ({ logChannel }: Recipe["networks"]["shared"]) =>
  logChannel ? "with a log channel" : "without a log channel";

/** Trained weights of the shared network that the recipe starts from. */
async function startWeights(
  startFrom: Exclude<Recipe["startFrom"], "scratch">,
  graph: Graph,
  recipe: Recipe,
  store: Pick<NetworkStore, "get">,
): Promise<Weights> {
  const start = startFrom === "own" ? store.get("shared") : await loadStart(startFrom);
  if (!start) throw new TrainingError(NO_OWN);
  const fits = parametersOf(graph).every(
    ({ name, shape }) => start.weights[name]?.shape.join() === shape.join(),
  );
  if (fits) return start.weights;
  const name = startFrom === "own" ? "the trained network" : `the start for ${STARTS[startFrom].suits}`;
  throw new TrainingError(
    `The recipe starts from ${name}, which is a ${start.graph.title}, ${channelsOf(start.recipe.networks.shared)}; its own network is a ${graph.title}, ${channelsOf(recipe.networks.shared)}. Choose the same size and input, or start from scratch.`,
  );
}

/**
 * Weights at the start of a stage: for a single network initial weights, or those that the recipe starts from; trained
 * weights for a stage of several networks.
 * @throws TrainingError if a network to start from is untrained or differs in size from the recipe
 */
export async function firstWeights(
  stage: Stage,
  graph: Graph,
  recipe: Recipe,
  store: Pick<NetworkStore, "get">,
): Promise<Weights> {
  if (stage === "shared" && recipe.startFrom !== "scratch") {
    return startWeights(recipe.startFrom, graph, recipe, store);
  }
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
