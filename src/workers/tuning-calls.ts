import { LabError } from "../core/errors.ts";
import { trainingLoss } from "../core/losses/loss.ts";
import { syntheticBatch } from "../engine/comparison/synthetic-batch.ts";
import { adapterKey } from "../engine/device/adapter-key.ts";
import { recipeArrays } from "../engine/shared-arrays.ts";
import { tune } from "../engine/webgpu/tuning/tune.ts";
import { parseTunings, withTuning } from "../engine/webgpu/tuning/tunings.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import type { Engines } from "./engines.ts";
import type { Handlers } from "./rpc.ts";
import { networkKey } from "./started-engine.ts";
import type { TuningCalls } from "./tuning.protocol.ts";

const NOTHING_TO_TUNE =
  "Only compiled WebGPU can be tuned. Choose it under Recipe, Engine, if this browser offers it.";

/** A tuning that is not possible now. */
class TuningError extends LabError {
  override name = "TuningError";
}

/** State of the worker that decides about a tuning. */
export interface TuningContext {
  readonly engines: Engines;
  /** Runs `work` while no run may start; returns the reason if it cannot begin now. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> | string;
}

/** Handlers of the calls about tuning a network to the device. */
export function tuningCalls({ engines, alone }: TuningContext): Handlers<TuningCalls> {
  return {
    async tune({ recipe, stage, stored }, { signal, emit }) {
      const report = alone(async () => {
        const { name, device } = await engines.start();
        if (name !== "webgpu" || !device) throw new TuningError(NOTHING_TO_TUNE);
        const graph = stageGraph(stage, recipe.networks);
        const { optimiser } = recipe.stages[stage];
        const options = {
          graph,
          loss: trainingLoss(stage, recipe),
          optimiser,
          weights: initialise(graph, recipe.seed),
        };
        const arrays = recipeArrays(
          stage,
          syntheticBatch(recipe.batch, recipe.crop, recipe.crop),
          null,
          recipe,
        );
        const { choices, ...result } = await tune(options, arrays, device, { signal, onProgress: emit });
        const adapter = adapterKey(device.info);
        const network = networkKey({ stage, recipe });
        const added = { version: 1, adapter, network, choices } as const;
        return { ...result, stored: withTuning(parseTunings(stored), added) };
      });
      if (typeof report === "string") throw new TuningError(report);
      return report;
    },
  };
}
