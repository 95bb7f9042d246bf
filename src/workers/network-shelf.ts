import { stageLoss } from "../core/losses/loss.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import {
  NETWORKS,
  type NetworkName,
  networksOf,
  type Recipe,
  STAGES,
  type Stage,
  type StageRecipe,
} from "../core/recipe/recipe.ts";
import type { Executor } from "../engine/executor.ts";
import type { Graph } from "../nets/graph.ts";
import { parametersOf } from "../nets/parameters.ts";
import { networkGraph } from "../nets/stage-graph.ts";
import type { Weights } from "../nets/weights.ts";
import type { Engines } from "./engines.ts";

/** For executors that never take a step: the optimiser that holds no memory of its own. */
const WITHOUT_MEMORY = { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 } as const;

/** A network with weights worth keeping, on the host, and the recipe it was trained by. */
export interface TrainedNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly recipe: Recipe;
  /** What trained it; null where that is not known. */
  readonly engine: EngineRecord | null;
}

/** All networks of a shelf at one moment; the newest comes last. */
export interface ShelfContent {
  readonly networks: ReadonlyMap<NetworkName, TrainedNetwork>;
  /** See `NetworkShelf.chained`. */
  readonly chained: boolean;
}

/** Those of the weights of several networks that belong to this one. Throws a RangeError when one is missing. */
function weightsOf(graph: Graph, all: Weights): Weights {
  return Object.fromEntries(
    parametersOf(graph).map(({ name }) => {
      if (!all[name]) throw new RangeError(`there is no ${name} for ${graph.title}`);
      return [name, all[name]];
    }),
  );
}

/** The trained networks of the train worker, each with an executor for prediction once one is asked for. */
export class NetworkShelf {
  readonly #engines: Engines;
  readonly #networks = new Map<NetworkName, TrainedNetwork>();
  #predictors = new Map<NetworkName, Executor>();
  #chained = false;
  /** What was here before the networks that came last, while there was anything. */
  #previous: ShelfContent | null = null;
  /** Becomes `#previous` with the next network that is put here. */
  #before: ShelfContent | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(engines: Engines) {
    this.#engines = engines;
  }

  /** Takes what a stage has trained: weights of all its networks. */
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
    // Taken out first, so that the newest recipe comes last.
    this.#forget(name);
    this.#networks.set(name, network);
  }

  #forget(name: NetworkName): void {
    this.#networks.delete(name);
    const old = this.#predictors.get(name);
    this.#predictors.delete(name);
    // A prediction under way may still need it.
    if (old) void this.inTurn(async () => old.dispose());
  }

  /** Networks will come that replace those here: with the first of them these become the previous ones. */
  beginReplacing(): void {
    this.#before = this.content();
  }

  /** Everything that is here now. */
  content(): ShelfContent {
    return { networks: new Map(this.#networks), chained: this.#chained };
  }

  /** What was here before the networks that came last; null when there was nothing. */
  get previous(): ShelfContent | null {
    return this.#previous;
  }

  /** Puts other networks in place of all that are here, and says which were there before. */
  takeContent({ networks, chained }: ShelfContent, previous: ShelfContent | null): void {
    this.#before = null;
    for (const name of NETWORKS) this.#forget(name);
    for (const [name, network] of networks) this.#putNetwork(name, network);
    this.#chained = chained;
    this.#previous = previous && previous.networks.size > 0 ? previous : null;
  }

  /** Whether the Watershed Net has learnt to read what the Direction Net writes, rather than true vectors. */
  get chained(): boolean {
    return this.#chained;
  }

  /** Says so of networks that came from elsewhere. */
  set chained(chained: boolean) {
    this.#chained = chained;
  }

  get(name: NetworkName): TrainedNetwork | null {
    return this.#networks.get(name) ?? null;
  }

  /** Networks that have weights, in the order of the pipeline. */
  names(): NetworkName[] {
    return NETWORKS.filter((name) => this.#networks.has(name));
  }

  /** Recipe that describes all networks here: that of the newest, with each stage's own part. Null without networks. */
  recipe(): Recipe | null {
    const newest = [...this.#networks.values()].at(-1)?.recipe;
    if (!newest) return null;
    const of = (name: NetworkName) => this.get(name)?.recipe ?? newest;
    const [semantic, direction, energy] = NETWORKS.map(of);
    const networks = {
      semantic: semantic.networks.semantic,
      direction: direction.networks.direction,
      energy: energy.networks.energy,
    };
    const stages = Object.fromEntries(
      STAGES.map((stage) => [stage, of(networksOf(stage)[0]).stages[stage]]),
    ) as Record<Stage, StageRecipe>;
    return { ...newest, networks, stages };
  }

  /** Runs predictions one after the other; an executor fetched within is not disposed before its turn is over. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Runs a network for prediction; null when it is not trained. */
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

  /** Forgets the executors of a device that is gone or of an engine no longer chosen; the weights stay. */
  forgetExecutors(): void {
    this.#predictors = new Map();
  }
}
