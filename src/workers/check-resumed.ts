import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { OPTIMISER_SPECS } from "../engine/optimisers/optimiser-specs.ts";
import type { TrainingCheckpoint } from "../engine/training/training-checkpoint.ts";
import { parametersOf } from "../nets/parameters.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { weightsOf } from "../nets/weights.ts";
import { TrainingError } from "./training-error.ts";

const tooManySteps = (stage: Stage, done: number, planned: number) =>
  `The run has done ${done} steps of the stage ${stageTitle(stage)} already, but its recipe now has ${planned}. Set at least ${done} steps, or start a new run.`;

const otherNetworks = (stage: Stage) =>
  `The stage ${stageTitle(stage)} cannot be resumed, because the networks of the recipe have other sizes now. Restore the sizes, or start a new run.`;

const otherOptimiser = (stage: Stage) =>
  `The stage ${stageTitle(stage)} cannot be resumed, because the recipe has another optimiser now. Restore the optimiser, or start a new run.`;

/** Throws a TrainingError if a stage of this recipe, which may have changed, cannot continue from a checkpoint. */
export function checkResumed(stage: Stage, { state }: TrainingCheckpoint, recipe: Recipe): void {
  const { steps, optimiser } = recipe.stages[stage];
  if (state.steps > steps) throw new TrainingError(tooManySteps(stage, state.steps, steps));
  try {
    for (const parameter of parametersOf(stageGraph(stage, recipe.networks))) {
      weightsOf(state.weights, parameter);
    }
  } catch (cause) {
    throw new TrainingError(otherNetworks(stage), { cause });
  }
  const sets = state.memory.length;
  if (sets > 0 && sets !== OPTIMISER_SPECS[optimiser.kind].state.length) {
    throw new TrainingError(otherOptimiser(stage));
  }
}
