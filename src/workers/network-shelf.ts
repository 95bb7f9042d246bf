import type { EngineRecord } from "../core/recipe/engine-record.ts";
import { type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import type { Executor } from "../engine/executor.ts";
import { stageLoss } from "../engine/losses/loss.ts";
import type { Graph } from "../nets/graph.ts";
import type { Weights } from "../nets/weights.ts";
import type { Engines } from "./engines.ts";

/** For executors that never take a step: the optimiser that holds no memory of its own. */
const WITHOUT_MEMORY = { kind: "sgd", momentum: 0, nesterov: false, decay: 0 } as const;

/** A network with weights worth keeping, on the host, and the recipe it was trained by. */
export interface TrainedNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly recipe: Recipe;
  /** What trained it; null where that is not known. */
  readonly engine: EngineRecord | null;
}

/** The trained networks of the train worker, each with an executor for prediction once one is asked for. */
export class NetworkShelf {
  readonly #engines: Engines;
  readonly #networks = new Map<Stage, TrainedNetwork>();
  #predictors = new Map<Stage, Executor>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(engines: Engines) {
    this.#engines = engines;
  }

  put(stage: Stage, network: TrainedNetwork): void {
    // Taken out first, so that the newest recipe comes last.
    this.#networks.delete(stage);
    this.#networks.set(stage, network);
    const old = this.#predictors.get(stage);
    this.#predictors.delete(stage);
    // A prediction under way may still need it.
    if (old) void this.inTurn(async () => old.dispose());
  }

  get(stage: Stage): TrainedNetwork | null {
    return this.#networks.get(stage) ?? null;
  }

  /** Stages that have weights, in the order of the pipeline. */
  stages(): Stage[] {
    return STAGES.filter((stage) => this.#networks.has(stage));
  }

  /** Recipe that describes all networks here: that of the newest, with each stage's own part. Null without networks. */
  recipe(): Recipe | null {
    const newest = [...this.#networks.values()].at(-1)?.recipe;
    if (!newest) return null;
    const own = <Part extends "networks" | "stages">(part: Part): Recipe[Part] =>
      Object.fromEntries(
        STAGES.map((stage) => [stage, (this.get(stage)?.recipe ?? newest)[part][stage]]),
      ) as unknown as Recipe[Part];
    return { ...newest, networks: own("networks"), stages: own("stages") };
  }

  /** Runs predictions one after the other; an executor fetched within is not disposed before its turn is over. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Runs the network of a stage for prediction; null when it is not trained. */
  predictor(stage: Stage): Executor | null {
    const network = this.#networks.get(stage);
    if (!network) return null;
    const known = this.#predictors.get(stage);
    if (known) return known;
    const { graph, weights, recipe } = network;
    const options = { graph, weights, loss: stageLoss(stage), optimiser: WITHOUT_MEMORY };
    const executor = this.#engines.create(options, { stage, recipe });
    this.#predictors.set(stage, executor);
    return executor;
  }

  /** Forgets the executors of a device that is gone or of an engine no longer chosen; the weights stay. */
  forgetExecutors(): void {
    this.#predictors = new Map();
  }
}
