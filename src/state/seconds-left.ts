import { type RunPosition, secondsLeft } from "./run-time.ts";
import { useTrainEstimate } from "./train-estimate.ts";

/** Measured time of the steps of the run so far, divided by its estimate. */
let slowdown = 1;

const plannedAt = ({ stage }: RunPosition) =>
  useTrainEstimate.getState().plan.find((planned) => planned.stage === stage);

/** Expected time of a step of a stage that begins now, ms; null without an estimate. */
export function expectedMilliseconds(position: RunPosition): number | null {
  const { plan } = useTrainEstimate.getState();
  if (plan[0]?.stage === position.stage) slowdown = 1;
  const planned = plannedAt(position);
  if (!planned || planned.seconds === null) return null;
  return (1000 * slowdown * planned.seconds) / planned.steps;
}

/** Remaining seconds of the run at this pace, ms per step; null without a pace. */
export function secondsLeftAt(position: RunPosition, milliseconds: number | null): number | null {
  const planned = plannedAt(position);
  if (milliseconds !== null && planned?.seconds) {
    slowdown = (milliseconds * planned.steps) / 1000 / planned.seconds;
  }
  return secondsLeft(useTrainEstimate.getState().plan, position, milliseconds);
}
