import type { Stage } from "../core/recipe/recipe.ts";
import { STAGES } from "../core/recipe/recipe.ts";
import type { Executor, Weights } from "../engine/executor.ts";
import { stageLoss } from "../engine/losses/loss.ts";
import { createTfjsExecutor } from "../engine/tfjs/tfjs-executor.ts";
import type { Graph } from "../nets/graph.ts";

/** For executors that never take a step: the optimiser that holds no memory of its own. */
const WITHOUT_MEMORY = { kind: "sgd", momentum: 0, nesterov: false, decay: 0 } as const;

/** A network with weights worth keeping, on the host. */
export interface TrainedNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
}

/** The trained networks of the train worker, each with an executor for prediction once one is asked for. */
export class NetworkShelf {
  readonly #networks = new Map<Stage, TrainedNetwork>();
  readonly #predictors = new Map<Stage, Executor>();

  put(stage: Stage, network: TrainedNetwork): void {
    this.#networks.set(stage, network);
    this.#predictors.get(stage)?.dispose();
    this.#predictors.delete(stage);
  }

  get(stage: Stage): TrainedNetwork | null {
    return this.#networks.get(stage) ?? null;
  }

  /** Stages that have weights, in the order of the pipeline. */
  stages(): Stage[] {
    return STAGES.filter((stage) => this.#networks.has(stage));
  }

  /** Runs the network of a stage for prediction; null when it is not trained. */
  predictor(stage: Stage): Executor | null {
    const network = this.#networks.get(stage);
    if (!network) return null;
    const known = this.#predictors.get(stage);
    if (known) return known;
    const executor = createTfjsExecutor({ ...network, loss: stageLoss(stage), optimiser: WITHOUT_MEMORY });
    this.#predictors.set(stage, executor);
    return executor;
  }
}
