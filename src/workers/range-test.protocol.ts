import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { RangePoint } from "../core/schedule/range-test.ts";
import type { TrainingImage } from "./sample.protocol.ts";

export interface RangeTestArguments {
  readonly recipe: Recipe;
  readonly stage: Stage;
  readonly training: readonly TrainingImage[];
  /** Ports to the sample workers. */
  readonly ports: readonly MessagePort[];
  /** The tunings as stored by the page, unchecked. */
  readonly tunings: unknown;
}

/** Calls about the learning rate of a stage. */
export interface RangeTestCalls {
  /**
   * Learning-rate range test of a stage, on weights of its own: what is trained stays as it is. Every event has all
   * points so far. Can be cancelled.
   */
  testRange: { args: RangeTestArguments; result: readonly RangePoint[]; event: readonly RangePoint[] };
}
