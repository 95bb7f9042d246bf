import { stageLoss } from "../core/losses/loss.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { pipelineInUse } from "../core/recipe/pipelines.ts";
import {
  NETWORKS,
  type NetworkName,
  networksOf,
  type Pipeline,
  type Recipe,
  STAGES,
  type Stage,
  type StageRecipe,
} from "../core/recipe/recipe.ts";
import type { Executor } from "../engine/executor.ts";
import { type FieldNetworks, NO_NETWORKS } from "../engine/prediction/predict-field.ts";
import type { Graph } from "../nets/graph.ts";
import { parametersOf } from "../nets/parameters.ts";
import { networkGraph } from "../nets/stage-graph.ts";
import type { Weights } from "../nets/weights.ts";
import type { Engines } from "./engines.ts";

/** For executors that never take a step: this optimiser has no state. */
const WITHOUT_MEMORY = { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 } as const;

/** Network with weights worth keeping, on the host, and the recipe it was trained with. */
export interface TrainedNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly recipe: Recipe;
  /** Engine that trained it; null if unknown. */
  readonly engine: EngineRecord | null;
}

/** All stored networks at one moment, the newest last. */
export interface StoredNetworks {
  readonly networks: ReadonlyMap<NetworkName, TrainedNetwork>;
  /** See `NetworkStore.chained`. */
  readonly chained: boolean;
}

/** The weights of one network out of those of several. Throws a RangeError if one is missing. */
function weightsOf(graph: Graph, all: Weights): Weights {
  return Object.fromEntries(
    parametersOf(graph).map(({ name }) => {
      if (!all[name]) throw new RangeError(`there is no ${name} for ${graph.title}`);
      return [name, all[name]];
    }),
  );
}

/** The trained networks of the train worker, each with an executor for prediction, created on first use. */
export class NetworkStore {
  readonly #engines: Pick<Engines, "create">;
  readonly #networks = new Map<NetworkName, TrainedNetwork>();
  #predictors = new Map<NetworkName, Executor>();
  #chained = false;
  /** Content before the newest networks replaced it, if there was any. */
  #previous: StoredNetworks | null = null;
  /** Becomes `#previous` when the next network is added. */
  #before: StoredNetworks | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(engines: Pick<Engines, "create">) {
    this.#engines = engines;
  }

  /** Adds the weights of all networks of a trained stage. */
  put(stage: Stage, weights: Weights, { recipe, engine }: Omit<TrainedNetwork, "graph" | "weights">): void {
    const names = networksOf(stage);
    if (this.#before && this.#before.networks.size > 0) this.#previous = this.#before;
    this.#before = null;
    for (const name of names) {
      const graph = networkGraph(name, recipe.networks);
      this.#putNetwork(name, { graph, weights: weightsOf(graph, weights), recipe, engine });
    }
    if (names.includes("energy") || names.includes("direction")) this.#chained = names.length > 1;
  }

  #putNetwork(name: NetworkName, network: TrainedNetwork): void {
    // Removed first, for the insertion order to end with the newest recipe.
    this.#forget(name);
    this.#networks.set(name, network);
  }

  #forget(name: NetworkName): void {
    this.#networks.delete(name);
    const old = this.#predictors.get(name);
    this.#predictors.delete(name);
    // A prediction in progress may still need it.
    if (old) void this.inOrder(async () => old.dispose());
  }

  /**
   * Announces networks that replace the current ones, or those that were there `before`: the first of them makes
   * these the previous ones.
   */
  beginReplacing(before = this.content()): void {
    this.#before = before;
  }

  /** The complete current content. */
  content(): StoredNetworks {
    return { networks: new Map(this.#networks), chained: this.#chained };
  }

  /** Content before the newest networks replaced it; null if there was nothing. */
  get previous(): StoredNetworks | null {
    return this.#previous;
  }

  /** Replaces all networks by others, and sets the previous ones. */
  takeContent({ networks, chained }: StoredNetworks, previous: StoredNetworks | null): void {
    this.#before = null;
    for (const name of NETWORKS) this.#forget(name);
    for (const [name, network] of networks) this.#putNetwork(name, network);
    this.#chained = chained;
    this.#previous = previous && previous.networks.size > 0 ? previous : null;
  }

  /**
   * Whether the Watershed Net was trained on the output of the Direction Net instead of ground-truth vectors.
   */
  get chained(): boolean {
    return this.#chained;
  }

  /** Sets it for networks from elsewhere. */
  set chained(chained: boolean) {
    this.#chained = chained;
  }

  get(name: NetworkName): TrainedNetwork | null {
    return this.#networks.get(name) ?? null;
  }

  /** Networks with weights, in the order of the pipeline. */
  names(): NetworkName[] {
    return NETWORKS.filter((name) => this.#networks.has(name));
  }

  /**
   * Recipe that describes all stored networks: the recipe of the newest, with each stage's own part.
   * Null without networks.
   */
  recipe(): Recipe | null {
    const newest = [...this.#networks.values()].at(-1)?.recipe;
    if (!newest) return null;
    const of = (name: NetworkName) => this.get(name)?.recipe ?? newest;
    const networks = {
      semantic: of("semantic").networks.semantic,
      direction: of("direction").networks.direction,
      energy: of("energy").networks.energy,
      shared: of("shared").networks.shared,
    };
    const stages = Object.fromEntries(
      STAGES.map((stage) => [stage, of(networksOf(stage)[0]).stages[stage]]),
    ) as Record<Stage, StageRecipe>;
    return { ...newest, networks, stages };
  }

  /**
   * Runs predictions one after the other; an executor fetched in `work` is not disposed before `work` is
   * done.
   */
  inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }

  /** Executor of a network for prediction; null if the network is not trained. */
  predictor(name: NetworkName): Executor | null {
    const network = this.#networks.get(name);
    if (!network) return null;
    const known = this.#predictors.get(name);
    if (known) return known;
    const { graph, weights, recipe } = network;
    const options = { graph, weights, loss: stageLoss(name), optimiser: WITHOUT_MEMORY };
    const executor = this.#engines.create(options, { stage: name, recipe });
    this.#predictors.set(name, executor);
    return executor;
  }

  /** The networks that predict for a recipe: those of its pipeline, or of the other one if only that is trained. */
  fieldNetworks(chosen: Pipeline): FieldNetworks {
    const shared = this.get("shared");
    if (shared && pipelineInUse(this.names(), chosen) === "shared") {
      const { logChannel } = shared.recipe.networks.shared;
      const network = this.predictor("shared");
      return { ...NO_NETWORKS, shared: network && { network, logChannel } };
    }
    const [semantic, direction, energy] = (["semantic", "direction", "energy"] as const).map((name) =>
      this.predictor(name),
    );
    return { ...NO_NETWORKS, semantic, direction, energy };
  }

  /** Drops the executors of a lost device or of an engine no longer chosen; the weights stay. */
  forgetExecutors(): void {
    const old = [...this.#predictors.values()];
    this.#predictors = new Map();
    // Threads end with their executor. What was on a lost device may be gone already.
    const end = async () => {
      for (const executor of old) executor.dispose();
    };
    this.inOrder(end).catch(() => {});
  }
}
