import { LabError } from "../core/errors.ts";
import { trainingLoss } from "../core/losses/loss.ts";
import { syntheticBatch } from "../engine/comparison/synthetic-batch.ts";
import { OutOfMemoryError } from "../engine/device/device-error.ts";
import type { BatchShape } from "../engine/plan/lowering.ts";
import { layOutParameters } from "../engine/plan/parameter-layout.ts";
import type { Tiling } from "../engine/plan/tiles.ts";
import { imagesAtOnce } from "../engine/plan/training-memory.ts";
import { recipeArrays } from "../engine/shared-arrays.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import type { Engines } from "./engines.ts";
import type { Handlers } from "./rpc.ts";
import type { PlanEngine } from "./started-engine.ts";
import type { StepArguments, StepCalls } from "./step.protocol.ts";

/** A measurement that is not possible now. */
class StepError extends LabError {
  override name = "StepError";
}

const NO_PLAN =
  "tfjs runs the networks, one operation at a time, so there is no plan to show. Choose a compiled engine under Recipe, Engine, if this browser offers one.";
const RUN_IN_PROGRESS = "A run is in progress, and both would be slower. Stop it before you measure.";

function optionsOf({ recipe, stage }: StepArguments) {
  const graph = stageGraph(stage, recipe.networks);
  return {
    graph,
    loss: trainingLoss(stage, recipe),
    optimiser: recipe.stages[stage].optimiser,
    seed: recipe.seed,
  };
}

/** State of the worker that decides about a step. */
export interface StepContext {
  readonly engines: Engines;
  /** Whether a run is in progress. */
  busy(): boolean;
}

/** Handlers of the calls about a training step. */
export function stepCalls({ engines, busy }: StepContext): Handlers<StepCalls> {
  /**
   * The tiling of the step, and the number of images per pass. Throws an OutOfMemoryError if not even one
   * image fits.
   */
  function passOf(args: StepArguments, plans: PlanEngine): { size: BatchShape; tiling: Tiling } {
    const { recipe, tunings } = args;
    const options = optionsOf(args);
    const { graph } = options;
    // A run keeps the tunings that it began with.
    if (!busy()) engines.takeTunings(tunings);
    const tiling = plans.tilingOf(args);
    const network = { graph, layout: layOutParameters(graph), tiling, seed: recipe.seed };
    const size = { batch: recipe.batch, rows: recipe.crop, columns: recipe.crop };
    const batch = imagesAtOnce(network, size, options, plans.limits);
    return { size: { ...size, batch }, tiling };
  }

  /** The plans of the engine in use. Throws a StepError if nothing can be run now. */
  async function freePlans(): Promise<PlanEngine> {
    if (busy()) throw new StepError(RUN_IN_PROGRESS);
    const { plans } = await engines.start();
    if (!plans) throw new StepError(NO_PLAN);
    return plans;
  }

  return {
    async describeStep(args) {
      const { plans } = await engines.start();
      if (!plans) return { kind: "none", reason: NO_PLAN };
      try {
        const { size, tiling } = passOf(args, plans);
        const description = plans.describe(optionsOf(args), size, tiling);
        const { name: engine, timesDispatches: timestamps } = plans;
        return { kind: "compiled", engine, description, batch: args.recipe.batch, timestamps };
      } catch (error) {
        if (error instanceof OutOfMemoryError) return { kind: "none", reason: error.message };
        throw error;
      }
    },

    async profileStep(args, { signal, emit }) {
      const plans = await freePlans();
      const { recipe, stage } = args;
      const options = optionsOf(args);
      const { size, tiling } = passOf(args, plans);
      const arrays = recipeArrays(stage, syntheticBatch(size.batch, size.rows, size.columns), null, recipe);
      const weights = initialise(options.graph, recipe.seed);
      return plans.measure({ ...options, weights }, arrays, tiling, { signal, onProgress: emit });
    },

    async checkStep(args) {
      const plans = await freePlans();
      const { recipe, stage } = args;
      const options = optionsOf(args);
      const { inputs } = recipeArrays(stage, syntheticBatch(1, recipe.crop, recipe.crop), null, recipe);
      const executor = plans.create(
        { ...options, weights: initialise(options.graph, recipe.seed) },
        passOf(args, plans).tiling,
      );
      try {
        await engines.startTfjs();
        const { compareWithTfjs } = await import("../engine/comparison/compare-with-tfjs.ts");
        return await compareWithTfjs(executor, options.graph, inputs);
      } finally {
        executor.dispose();
      }
    },
  };
}
