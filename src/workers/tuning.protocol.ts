import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { TuningResult } from "../engine/webgpu/tuning/tune.ts";

export interface TuningArguments {
  readonly recipe: Recipe;
  readonly stage: Stage;
  /** The tunings as stored by the page, unchecked. */
  readonly stored: unknown;
}

/** Result of a tuning, and the tunings that the page is to store. */
export interface TuningReport extends Omit<TuningResult, "choices"> {
  readonly stored: unknown;
}

/** Progress of a tuning: layer shapes done, and the layer that comes next. */
export interface TuningProgress {
  readonly done: number;
  readonly all: number;
  readonly layer: string;
}

/** Calls about tuning a network to the device. */
export interface TuningCalls {
  /** Times candidate tilings of a network on a batch of noise. Can be cancelled. */
  tune: { args: TuningArguments; result: TuningReport; event: TuningProgress };
}
