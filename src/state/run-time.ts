import type { Stage } from "../core/recipe/recipe.ts";

/** A stage of a run, with its estimated time on this device. */
export interface PlannedStage {
  readonly stage: Stage;
  readonly steps: number;
  /** Null before anything has been measured. */
  readonly seconds: number | null;
}

/** Progress of a run: its current stage, and the steps done in it. */
export interface RunPosition {
  /** Null before the first stage. */
  readonly stage: Stage | null;
  readonly step: number;
}

const placeOf = (plan: readonly PlannedStage[], { stage }: RunPosition) =>
  stage === null
    ? 0
    : Math.max(
        0,
        plan.findIndex((planned) => planned.stage === stage),
      );

/** The part of each stage that is done, 0..1. */
export function partsDone(plan: readonly PlannedStage[], position: RunPosition): readonly number[] {
  const place = placeOf(plan, position);
  return plan.map(({ steps }, index) => {
    if (index !== place) return index < place ? 1 : 0;
    return position.stage === null ? 0 : Math.min(1, position.step / steps);
  });
}

/**
 * Share of each stage in the time of the run; the sum is 1. While the time of a stage is unknown, all steps count
 * alike.
 */
export function sharesOf(plan: readonly PlannedStage[]): readonly number[] {
  const known = plan.every(({ seconds }) => seconds !== null && seconds > 0);
  const times = plan.map(({ seconds, steps }) => (known ? Number(seconds) : steps));
  const total = times.reduce((sum, time) => sum + time, 0);
  return times.map((time) => time / total);
}

/** The part of a run that is done, 0..1, weighted by the times of its stages. */
export function fractionDone(plan: readonly PlannedStage[], position: RunPosition): number {
  const shares = sharesOf(plan);
  return partsDone(plan, position).reduce((sum, part, index) => sum + part * shares[index], 0);
}

/** Total of the estimates, s; null if one of them is unknown or there is none. */
export function totalSeconds(plan: readonly PlannedStage[]): number | null {
  if (plan.length === 0) return null;
  return plan.reduce<number | null>(
    (sum, { seconds }) => (sum === null || seconds === null ? null : sum + seconds),
    0,
  );
}

/**
 * Remaining seconds of a run, over all stages that are left. `milliseconds` is the time of a step of the current
 * stage including its share of the validations; null while unknown. Its ratio to the estimate of this stage
 * corrects those of the later ones. Null without a time and without an estimate.
 */
export function secondsLeft(
  plan: readonly PlannedStage[],
  position: RunPosition,
  milliseconds: number | null,
): number | null {
  const place = placeOf(plan, position);
  const current = plan[place];
  if (!current) return null;
  const measured = milliseconds === null ? null : (milliseconds * current.steps) / 1000;
  const whole = measured ?? current.seconds;
  if (whole === null) return null;
  const done = position.stage === null ? 0 : Math.min(1, position.step / current.steps);
  const factor = measured !== null && current.seconds ? measured / current.seconds : 1;
  return plan.slice(place + 1).reduce(
    (sum, { steps, seconds }) =>
      // Without an estimate, its steps are assumed to take as long as those of the current stage.
      sum + (seconds === null ? (whole * steps) / current.steps : seconds * factor),
    whole * (1 - done),
  );
}
