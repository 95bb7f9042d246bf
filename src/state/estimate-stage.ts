import { networksOf, type Stage } from "../core/recipe/recipe.ts";
import { fitStepCost, type StepCost, stepMilliseconds } from "../nets/step-cost.ts";
import type { StageWork } from "./stage-work.ts";
import type { StepTime } from "./stored-step-times.ts";

/**
 * Time of a stage besides its steps and validations, s: start, first step, counting of cells, reading of the
 * weights. Measured with small networks on two cores.
 */
const START = 0.25;

/** A forward pass has a third of the work of a training step. */
const PASSES = 3;

/** Cost of a step of a stage: from times of its networks, else of any network. Null without a time. */
function costOf(stage: Stage, times: readonly StepTime[]): StepCost | null {
  const own = times.filter(
    (time) => time.stage === stage || networksOf(stage).some((name) => name === time.stage),
  );
  return fitStepCost(own.length > 0 ? own : times);
}

/**
 * Estimated seconds of a stage on the device with these measured times; null without any. `network` is the key of
 * the stage's network and batch: a time of the very same step is used as it is, others are scaled by their
 * arithmetic.
 */
export function stageSeconds(
  stage: Stage,
  network: string,
  work: StageWork,
  times: readonly StepTime[],
): number | null {
  const cost = costOf(stage, times);
  if (!cost) return null;
  const known = times.find((time) => time.network === network);
  const step = known?.milliseconds ?? stepMilliseconds(cost, work.flopsPerStep);
  const perFlop = known ? known.milliseconds / work.flopsPerStep : cost.millisecondsPerFlop;
  const validating =
    work.validationFlops * Math.min(perFlop, cost.millisecondsPerFlop) +
    (work.validatedImages * cost.milliseconds) / PASSES;
  return START + (work.steps * step + validating) / 1000;
}
