import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type {
  DispatchRow as DescribedRow,
  StepDescription as Description,
} from "../engine/webgpu/describe/step-description.ts";
import type { StepProfile as MeasuredStep, MeasuringProgress } from "../engine/webgpu/measure-step.ts";

/** A training step of one stage of a recipe, at the recipe's crop and batch. */
export interface StepArguments {
  readonly recipe: Recipe;
  readonly stage: Stage;
  /** What the page has stored of tunings, as it is. */
  readonly tunings: unknown;
}

/** The plan of a step. */
export type StepDescription = Description;

/** One run of a kernel in a step. */
export type DispatchRow = DescribedRow;

/** Part of a step that a run of a kernel belongs to. */
export type Phase = DispatchRow["phase"];

/** The step as it would run here, or why there is nothing to show. */
export type StepReport =
  | {
      readonly kind: "compiled";
      readonly description: StepDescription;
      /** Images of the recipe's batch: more than the step has where the batch is taken in parts. */
      readonly batch: number;
      /** Whether single kernels can be timed. */
      readonly timestamps: boolean;
    }
  | { readonly kind: "none"; readonly reason: string };

/** What a step costs here. */
export type StepProfile = MeasuredStep;

/** How far a measurement is. */
export type StepMeasuring = MeasuringProgress;

/** Calls about a training step, without any image. */
export interface StepCalls {
  /** Runs and allocates nothing. */
  describeStep: { args: StepArguments; result: StepReport; event: never };
  /** Runs steps on a batch of noise; the networks of the worker stay as they are. Can be cancelled. */
  profileStep: { args: StepArguments; result: StepProfile; event: StepMeasuring };
  /**
   * How far the compiled network's output for an image of noise is from that of tfjs, by the same weights where they lie
   * on the device: the largest difference as a share of the largest value.
   */
  checkStep: { args: StepArguments; result: number; event: never };
}
