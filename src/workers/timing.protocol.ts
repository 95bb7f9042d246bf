import type { Recipe, Stage } from "../core/recipe/recipe.ts";

/** The training step of a stage of a recipe. */
export interface TimedStep {
  readonly recipe: Recipe;
  readonly stage: Stage;
}

/** Calls about the time of training steps on this device. */
export interface TimingCalls {
  /**
   * Shortest time in ms of each of these steps, on batches of noise and temporary networks. After `milliseconds` in
   * total, including compilation, the remaining ones are left out. Can be cancelled between two steps.
   */
  timeSteps: {
    args: { readonly steps: readonly TimedStep[]; readonly milliseconds: number };
    result: readonly number[];
    event: never;
  };
}
