import type { EngineRecord } from "../core/recipe/engine-record.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { allFinite } from "../engine/training/trainer.ts";
import type { RankedWeights } from "../engine/training/training-checkpoint.ts";
import type { Weights } from "../nets/weights.ts";
import type { NetworkStore } from "./network-store.ts";
import type { RunKeeper } from "./run-keeper.ts";
import type { TrainEvent } from "./train.protocol.ts";

interface StageWeightsContext {
  readonly stage: Stage;
  readonly recipe: Recipe;
  /** The engine that trains the stage now. */
  engine(): EngineRecord;
  readonly store: Pick<NetworkStore, "put">;
  /** Null if the run is not kept. */
  readonly keeper: Pick<RunKeeper, "keepWeights"> | null;
  emit(event: TrainEvent): void;
}

/** Where the weights of a stage in training go: into the networks in use, and into the folder of the run. */
export class StageWeights {
  readonly #context: StageWeightsContext;

  constructor(context: StageWeightsContext) {
    this.#context = context;
  }

  /** Takes finite weights after `step` steps. */
  takeLast(weights: Weights, step: number): void {
    const { stage, keeper, engine } = this.#context;
    keeper?.keepWeights({ stage, choice: "last", step, weights }, engine());
    this.#use(weights);
  }

  /** Takes the best weights of the stage, if there are any; they are used if the recipe says so. */
  takeBest(best: RankedWeights | null): void {
    if (!best || !allFinite(best.weights)) return;
    const { stage, recipe, keeper, engine } = this.#context;
    keeper?.keepWeights({ stage, choice: "best", step: best.step, weights: best.weights }, engine());
    if (recipe.keep === "best") this.#use(best.weights);
  }

  #use(weights: Weights): void {
    const { stage, recipe, store, engine, emit } = this.#context;
    store.put(stage, weights, { recipe, engine: engine() });
    emit({ kind: "kept", stage });
  }
}
