import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { Executor } from "../engine/executor.ts";
import { NO_NETWORKS } from "../engine/prediction/predict-field.ts";
import type { BatchQueue } from "./batch-queue.ts";
import type { NetworkStore } from "./network-store.ts";
import type { Pace } from "./pace.ts";
import { type Predictors, predictSample } from "./predict-sample.ts";
import type { SampleWithStale } from "./sample.protocol.ts";
import type { TrainEvent } from "./train.protocol.ts";

/** Minimum interval between two views, ms. */
const MILLISECONDS_BETWEEN_VIEWS = 300;

/** Stage that is viewed. */
export interface ViewedStage {
  readonly stage: Stage;
  readonly recipe: Recipe;
  readonly queue: Pick<BatchQueue, "first">;
  readonly pace: Pick<Pace, "free" | "isWatched" | "orEnd">;
  readonly store: Pick<NetworkStore, "predictor">;
  readonly emit: (event: TrainEvent) => void;
}

/** A requested sample of the batch of a step, counted from 0. */
interface RequestedStep {
  readonly step: number;
  readonly sample: Promise<SampleWithStale>;
}

/**
 * Shows samples from the training of a stage with their predictions: a few per second, and none if nobody is
 * watching.
 */
export class LiveView {
  readonly #viewed: ViewedStage;
  #requested: RequestedStep | null = null;
  #lastRequested = Number.NEGATIVE_INFINITY;

  constructor(viewed: ViewedStage) {
    this.#viewed = viewed;
  }

  /**
   * Requests the sample of a step (from 0) at its start if a view is due; it is then ready when the step is
   * done.
   */
  prepare(step: number): void {
    if (this.#isDue()) this.#ask(step);
  }

  /**
   * Posts the view of a completed step, if one is due, with the current predictions of the network.
   * @throws RunStopped or RunAborted if the run is to end
   */
  async show(step: number, executor: Executor): Promise<void> {
    const { stage, recipe, pace, store, emit } = this.#viewed;
    const { gate } = recipe;
    const requested = this.#takeRequested(step);
    if (!requested) return;
    const shown = await pace.orEnd(requested.sample);
    const own =
      stage === "shared"
        ? { shared: { network: executor, logChannel: recipe.networks.shared.logChannel } }
        : { [stage]: executor };
    const predictors: Predictors = { ...NO_NETWORKS, chained: false, ...own };
    const { image } = shown.sample;
    const prediction = await predictSample(
      { ...shown.sample, images: { semantic: image, direction: image, shared: image }, gate },
      gate === "predicted"
        ? { ...predictors, semantic: predictors.semantic ?? store.predictor("semantic") }
        : predictors,
    );
    emit({ kind: "view", stage, step: step + 1, shown, prediction });
  }

  #isDue(): boolean {
    return (
      this.#viewed.pace.isWatched && performance.now() - this.#lastRequested >= MILLISECONDS_BETWEEN_VIEWS
    );
  }

  #ask(step: number): void {
    this.#lastRequested = performance.now();
    const sample = this.#viewed.queue.first(step);
    // A failure is reported when the sample is shown.
    sample.catch(() => {});
    this.#requested = { step, sample };
  }

  #takeRequested(step: number): RequestedStep | null {
    // In single-step mode every step is shown, even if its sample was not requested at its start.
    if (this.#requested?.step !== step && !this.#viewed.pace.free && this.#isDue()) this.#ask(step);
    const requested = this.#requested;
    if (requested?.step !== step) return null;
    this.#requested = null;
    return requested;
  }
}
