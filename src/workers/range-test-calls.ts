import { stageImages } from "../core/dataset/sampling/stage-images.ts";
import { LabError } from "../core/errors.ts";
import { letMessagesIn } from "../core/let-messages-in.ts";
import { trainingLoss } from "../core/losses/loss.ts";
import { orAbort } from "../core/or-abort.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import {
  RANGE_STEPS,
  type RangePoint,
  rangeDiverges,
  rangeRate,
  withRangeLoss,
} from "../core/schedule/range-test.ts";
import type { Executor } from "../engine/executor.ts";
import { recipeArrays } from "../engine/shared-arrays.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { BatchQueue } from "./batch-queue.ts";
import type { Engines } from "./engines.ts";
import { firstWeights } from "./first-weights.ts";
import type { NetworkStore } from "./network-store.ts";
import { gateMask, gateNetwork, isGatedByPrediction } from "./predicted-gate.ts";
import type { RangeTestArguments, RangeTestCalls } from "./range-test.protocol.ts";
import type { Handlers } from "./rpc.ts";

/** A range test that is not possible now. */
class RangeTestError extends LabError {
  override name = "RangeTestError";
}

const NO_CELLS =
  "No training image contains a cell, so there is nothing to learn from. Add images with cells.";
const NO_GATE = `The predicted mask gates the Direction Net: train ${stageTitle("semantic")} first, or choose the true mask as the gate.`;

/** State of the worker that decides about a range test. */
export interface RangeTestContext {
  readonly engines: Pick<Engines, "start" | "create" | "takeTunings">;
  readonly store: NetworkStore;
  /** Runs `work` while no run may start; returns the reason if it cannot begin now. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> | string;
}

/** Handlers of the calls about the learning rate of a stage. */
export function rangeTestCalls({ engines, store, alone }: RangeTestContext): Handlers<RangeTestCalls> {
  /** Takes the steps of the test. */
  async function sweep(
    executor: Executor,
    queue: BatchQueue,
    { recipe, stage }: RangeTestArguments,
    signal: AbortSignal,
    onPoints: (points: readonly RangePoint[]) => void,
  ): Promise<readonly RangePoint[]> {
    const unet = gateNetwork(stage, recipe, store);
    let points: readonly RangePoint[] = [];
    for (let step = 0; step < RANGE_STEPS; step++) {
      const batch = await orAbort(queue.take(step, RANGE_STEPS), signal);
      const { inputs, targets } = recipeArrays(stage, batch, await gateMask(unet, batch), recipe);
      const { loss } = await executor.step(inputs, targets, rangeRate(step));
      if (!Number.isFinite(loss)) break;
      points = withRangeLoss(points, loss);
      onPoints(points);
      if (rangeDiverges(points)) break;
      await letMessagesIn();
      signal.throwIfAborted();
    }
    return points;
  }

  async function test(
    args: RangeTestArguments,
    signal: AbortSignal,
    onPoints: (points: readonly RangePoint[]) => void,
  ): Promise<readonly RangePoint[]> {
    const { recipe, stage, training, tunings } = args;
    if (stageImages(stage, recipe, training).length === 0) throw new RangeTestError(NO_CELLS);
    await engines.start();
    engines.takeTunings(tunings);
    if (isGatedByPrediction(stage, recipe) && !store.predictor("semantic")) throw new RangeTestError(NO_GATE);
    const graph = stageGraph(stage, recipe.networks);
    const weights = await firstWeights(stage, graph, recipe, store);
    const { optimiser } = recipe.stages[stage];
    const options = { graph, weights, loss: trainingLoss(stage, recipe), optimiser, seed: recipe.seed };
    const executor = engines.create(options, { stage, recipe });
    const queue = new BatchQueue(args.ports, { recipe, images: training });
    queue.restart(stage);
    try {
      return await sweep(executor, queue, args, signal, onPoints);
    } finally {
      executor.dispose();
    }
  }

  return {
    async testRange(args, { signal, emit }) {
      try {
        const points = alone(() => test(args, signal, emit));
        if (typeof points === "string") throw new RangeTestError(points);
        return await points;
      } finally {
        for (const port of args.ports) port.close();
      }
    },
  };
}
