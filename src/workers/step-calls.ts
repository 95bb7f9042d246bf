import { LabError } from "../core/errors.ts";
import { compareWithTfjs } from "../engine/compare-with-tfjs.ts";
import type { WatchedDevice } from "../engine/device/webgpu-device.ts";
import { stageLoss } from "../engine/losses/loss.ts";
import { madeUpBatch } from "../engine/made-up-batch.ts";
import { stageArrays } from "../engine/stage-arrays.ts";
import { describeStep } from "../engine/webgpu/describe/describe-step.ts";
import { measureStep } from "../engine/webgpu/measure-step.ts";
import { tilingFor } from "../engine/webgpu/plan/tiles.ts";
import { WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import type { Engines } from "./engines.ts";
import type { Handlers } from "./rpc.ts";
import type { StepArguments, StepCalls } from "./step.protocol.ts";

/** A measurement that cannot be made now. */
class StepError extends LabError {
  override name = "StepError";
}

const NO_WEBGPU =
  "There is no WebGPU here, so tfjs runs the networks, one operation after the other, and there is no plan to show. Use a current Chrome or Edge on a machine with a GPU.";
const TFJS_CHOSEN =
  "tfjs is chosen to run the networks, one operation after the other, so there is no plan to show. Choose Compiled under Recipe, Engine.";
const RUN_UNDER_WAY = "A run is under way, and both would be slowed down. Stop it before you measure.";

function optionsOf({ recipe, stage }: StepArguments) {
  const graph = stageGraph(stage, recipe.networks);
  return { graph, loss: stageLoss(stage), optimiser: recipe.stages[stage].optimiser, seed: recipe.seed };
}

/** What the worker's own state decides about a step. */
export interface StepContext {
  readonly engines: Engines;
  /** Whether a run is under way. */
  busy(): boolean;
  /** Is told of every failure, as the device may be gone. */
  noticeLoss(error: unknown): void;
}

/** Answers the calls about a training step. */
export function stepCalls({ engines, busy, noticeLoss }: StepContext): Handlers<StepCalls> {
  /** The device that runs compiled plans, or why there is none. */
  async function compilingDevice(): Promise<WatchedDevice | string> {
    const { device } = await engines.start();
    if (!device) return NO_WEBGPU;
    return engines.choice === "tfjs" ? TFJS_CHOSEN : device;
  }

  /** Throws a StepError when nothing can be run now. */
  async function freeDevice(): Promise<WatchedDevice> {
    if (busy()) throw new StepError(RUN_UNDER_WAY);
    const device = await compilingDevice();
    if (typeof device === "string") throw new StepError(device);
    return device;
  }

  /** Passes on what `work` gives; its failures are looked at first. */
  function watched<Result>(work: Promise<Result>): Promise<Result> {
    return work.catch((error: unknown) => {
      noticeLoss(error);
      throw error;
    });
  }

  return {
    async describeStep(args) {
      const device = await compilingDevice();
      if (typeof device === "string") return { kind: "none", reason: device };
      const { batch, crop } = args.recipe;
      const size = { batch, rows: crop, columns: crop };
      const description = describeStep(optionsOf(args), size, tilingFor(device.info));
      return { kind: "compiled", description, timestamps: device.device.features.has("timestamp-query") };
    },

    async profileStep(args, { signal, emit }) {
      const device = await freeDevice();
      const { recipe, stage } = args;
      const options = optionsOf(args);
      const arrays = stageArrays(stage, madeUpBatch(recipe.batch, recipe.crop, recipe.crop), null);
      const weights = initialise(options.graph, recipe.seed);
      const watch = { signal, onProgress: emit };
      return watched(measureStep({ ...options, weights }, arrays, device, watch));
    },

    async checkStep(args) {
      const device = await freeDevice();
      const { recipe, stage } = args;
      const options = optionsOf(args);
      const { inputs } = stageArrays(stage, madeUpBatch(1, recipe.crop, recipe.crop), null);
      const weights = initialise(options.graph, recipe.seed);
      const executor = new WebgpuExecutor({ ...options, weights }, device);
      return watched(compareWithTfjs(executor, options.graph, inputs).finally(() => executor.dispose()));
    },
  };
}
