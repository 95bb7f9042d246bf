import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type {
  DispatchRow as DescribedRow,
  StepDescription as Description,
} from "../engine/describe/step-description.ts";
import type { StepProfile as MeasuredStep, MeasuringProgress } from "../engine/execution/step-profile.ts";

/** Training step of one stage of a recipe, with the recipe's crop and batch size. */
export interface StepArguments {
  readonly recipe: Recipe;
  readonly stage: Stage;
  /** The tunings as stored by the page, unchecked. */
  readonly tunings: unknown;
}

/** The plan of a step. */
export type StepDescription = Description;

/** One dispatch of a kernel in a step. */
export type DispatchRow = DescribedRow;

/** Part of a step to which a dispatch belongs. */
export type Phase = DispatchRow["phase"];

/** The step as it would run on this device, or the reason why there is none to show. */
export type StepReport =
  | {
      readonly kind: "compiled";
      readonly engine: "webgpu" | "cpu";
      readonly description: StepDescription;
      /** Batch size of the recipe: larger than that of the step if the batch is split into micro-batches. */
      readonly batch: number;
      /** Whether individual kernels can be timed. */
      readonly timestamps: boolean;
    }
  | { readonly kind: "none"; readonly reason: string };

/** Measured cost of a step on this device. */
export type StepProfile = MeasuredStep;

/** Progress of a measurement. */
export type StepMeasuring = MeasuringProgress;

/** Calls about a training step that need no image. */
export interface StepCalls {
  /** Neither runs nor allocates anything. */
  describeStep: { args: StepArguments; result: StepReport; event: never };
  /** Runs steps on a batch of noise; the networks of the worker stay unchanged. Can be cancelled. */
  profileStep: { args: StepArguments; result: StepProfile; event: StepMeasuring };
  /**
   * Difference between the outputs of the compiled network and of tfjs for a noise image and the same weights: the
   * largest difference as a fraction of the largest magnitude.
   */
  checkStep: { args: StepArguments; result: number; event: never };
}
