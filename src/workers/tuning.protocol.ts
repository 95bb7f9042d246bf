import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { TuningResult } from "../engine/webgpu/tuning/tune.ts";

export interface TuningArguments {
  readonly recipe: Recipe;
  readonly stage: Stage;
  /** What the page has stored of earlier tunings, as it is. */
  readonly stored: unknown;
}

/** What came of it, and what the page shall store from now on. */
export interface TuningReport extends Omit<TuningResult, "choices"> {
  readonly stored: unknown;
}

/** How far a tuning is: shapes of layers done, and the layer that comes next. */
export interface TuningProgress {
  readonly done: number;
  readonly all: number;
  readonly layer: string;
}

/** Calls about fitting a network to the device. */
export interface TuningCalls {
  /** Times how a network is best cut into threads, on a batch of noise. Can be cancelled. */
  tune: { args: TuningArguments; result: TuningReport; event: TuningProgress };
}
