import { LabError } from "../core/errors.ts";
import { stageLoss } from "../core/losses/loss.ts";
import { compareWithTfjs } from "../engine/comparison/compare-with-tfjs.ts";
import { syntheticBatch } from "../engine/comparison/synthetic-batch.ts";
import { OutOfMemoryError } from "../engine/device/device-error.ts";
import { memoryLimits } from "../engine/device/memory-limits.ts";
import type { WatchedDevice } from "../engine/device/webgpu-device.ts";
import type { BatchShape } from "../engine/plan/lowering.ts";
import { layOutParameters } from "../engine/plan/parameter-layout.ts";
import type { Tiling } from "../engine/plan/tiles.ts";
import { imagesAtOnce } from "../engine/plan/training-memory.ts";
import { stageArrays } from "../engine/stage-arrays.ts";
import { describeStep } from "../engine/webgpu/describe/describe-step.ts";
import { measureStep } from "../engine/webgpu/measure-step.ts";
import { WebgpuExecutor } from "../engine/webgpu/webgpu-executor.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import type { Engines } from "./engines.ts";
import type { Handlers } from "./rpc.ts";
import type { StepArguments, StepCalls } from "./step.protocol.ts";

/** A measurement that is not possible now. */
class StepError extends LabError {
  override name = "StepError";
}

const NO_WEBGPU =
  "There is no WebGPU here, so tfjs runs the networks, one operation at a time, and there is no plan to show. Use a current Chrome or Edge on a machine with a GPU.";
const TFJS_CHOSEN =
  "tfjs is chosen to run the networks, one operation at a time, so there is no plan to show. Choose Compiled under Recipe, Engine.";
const RUN_IN_PROGRESS = "A run is in progress, and both would be slower. Stop it before you measure.";

function optionsOf({ recipe, stage }: StepArguments) {
  const graph = stageGraph(stage, recipe.networks);
  return { graph, loss: stageLoss(stage), optimiser: recipe.stages[stage].optimiser, seed: recipe.seed };
}

/** State of the worker that decides about a step. */
export interface StepContext {
  readonly engines: Engines;
  /** Whether a run is in progress. */
  busy(): boolean;
}

/** Handlers of the calls about a training step. */
export function stepCalls({ engines, busy }: StepContext): Handlers<StepCalls> {
  /** The device that runs compiled plans, or the reason why there is none. */
  async function compilingDevice(): Promise<WatchedDevice | string> {
    const { device } = await engines.start();
    if (!device) return NO_WEBGPU;
    return engines.choice === "tfjs" ? TFJS_CHOSEN : device;
  }

  /**
   * The tiling of the step, and the number of images per pass. Throws an OutOfMemoryError if not even one
   * image fits.
   */
  function passOf(args: StepArguments, watched: WatchedDevice): { size: BatchShape; tiling: Tiling } {
    const { recipe, tunings } = args;
    const options = optionsOf(args);
    const { graph } = options;
    // A run keeps the tunings that it began with.
    if (!busy()) engines.takeTunings(tunings);
    const tiling = engines.tilingOf(args, watched);
    const network = { graph, layout: layOutParameters(graph), tiling, seed: recipe.seed };
    const size = { batch: recipe.batch, rows: recipe.crop, columns: recipe.crop };
    const batch = imagesAtOnce(network, size, options, memoryLimits(watched.device));
    return { size: { ...size, batch }, tiling };
  }

  /** Throws a StepError if nothing can be run now. */
  async function freeDevice(): Promise<WatchedDevice> {
    if (busy()) throw new StepError(RUN_IN_PROGRESS);
    const device = await compilingDevice();
    if (typeof device === "string") throw new StepError(device);
    return device;
  }

  return {
    async describeStep(args) {
      const device = await compilingDevice();
      if (typeof device === "string") return { kind: "none", reason: device };
      try {
        const { size, tiling } = passOf(args, device);
        const description = describeStep(optionsOf(args), size, tiling);
        const timestamps = device.device.features.has("timestamp-query");
        return { kind: "compiled", description, batch: args.recipe.batch, timestamps };
      } catch (error) {
        if (error instanceof OutOfMemoryError) return { kind: "none", reason: error.message };
        throw error;
      }
    },

    async profileStep(args, { signal, emit }) {
      const device = await freeDevice();
      const { recipe, stage } = args;
      const options = optionsOf(args);
      const { size, tiling } = passOf(args, device);
      const arrays = stageArrays(stage, syntheticBatch(size.batch, size.rows, size.columns), null);
      const weights = initialise(options.graph, recipe.seed);
      const watch = { signal, onProgress: emit };
      return measureStep({ ...options, weights }, arrays, device, tiling, watch);
    },

    async checkStep(args) {
      const device = await freeDevice();
      const { recipe, stage } = args;
      const options = optionsOf(args);
      const { inputs } = stageArrays(stage, syntheticBatch(1, recipe.crop, recipe.crop), null);
      const weights = initialise(options.graph, recipe.seed);
      const executor = new WebgpuExecutor(
        { ...options, weights },
        device,
        undefined,
        passOf(args, device).tiling,
      );
      return compareWithTfjs(executor, options.graph, inputs).finally(() => executor.dispose());
    },
  };
}
