import { LabError } from "../core/errors.ts";
import { letMessagesIn } from "../core/let-messages-in.ts";
import { trainingLoss } from "../core/losses/loss.ts";
import { syntheticBatch } from "../engine/comparison/synthetic-batch.ts";
import { stepTimes } from "../engine/execution/step-times.ts";
import { recipeArrays } from "../engine/shared-arrays.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import type { Engines } from "./engines.ts";
import type { Handlers } from "./rpc.ts";
import type { TimedStep, TimingCalls } from "./timing.protocol.ts";

/** Steps cannot be timed now. */
class TimingError extends LabError {
  override name = "TimingError";
}

/** Timed steps of each network: enough for an estimate. */
const STEPS = { min: 2, max: 8, milliseconds: 100 };

/** State of the worker that decides about timing. */
export interface TimingContext {
  readonly engines: Engines;
  /** Whether the device is in use, by a run or by tuning. */
  busy(): boolean;
}

/** Handlers of the calls about the time of training steps. */
export function timingCalls({ engines, busy }: TimingContext): Handlers<TimingCalls> {
  async function timeOf({ recipe, stage }: TimedStep, signal: AbortSignal): Promise<number> {
    const graph = stageGraph(stage, recipe.networks);
    const { optimiser } = recipe.stages[stage];
    const weights = initialise(graph, recipe.seed);
    const options = { graph, weights, loss: trainingLoss(stage, recipe), optimiser, seed: recipe.seed };
    const arrays = recipeArrays(stage, syntheticBatch(recipe.batch, recipe.crop, recipe.crop), null, recipe);
    const executor = engines.create(options, { stage, recipe });
    try {
      // The first step also compiles and allocates.
      await executor.step(arrays.inputs, arrays.targets, 0);
      await letMessagesIn();
      signal.throwIfAborted();
      // Other work on the device makes some steps slower, but none faster.
      return Math.min(...(await stepTimes(executor, arrays, STEPS, signal)));
    } finally {
      executor.dispose();
    }
  }

  return {
    async timeSteps({ steps, milliseconds }, { signal }) {
      if (busy()) throw new TimingError("The device is in use, so a step would appear slower than it is.");
      await engines.start();
      const start = performance.now();
      const times: number[] = [];
      for (const step of steps) {
        times.push(await timeOf(step, signal));
        await letMessagesIn();
        signal.throwIfAborted();
        if (performance.now() - start > milliseconds) break;
      }
      return times;
    },
  };
}
