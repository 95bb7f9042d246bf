import type { TrainEvent } from "../workers/train.protocol.ts";
import { type RunState, runLog, useRunStore } from "./run.ts";
import { secondsLeftAt } from "./seconds-left.ts";
import { StepPace, smoothed } from "./step-pace.ts";

const { getState, setState } = useRunStore;

/** Pace of the steps of the run in progress. */
export const stepPace = new StepPace();

/** Shortest time between two updates of the page because of steps, ms: each draws much of it again. */
const MILLISECONDS_BETWEEN_UPDATES = 50;

type StepUpdate = Pick<
  RunState,
  "step" | "epoch" | "stepMilliseconds" | "dataWaitMilliseconds" | "secondsLeft" | "memoryBytes"
>;

let due: StepUpdate | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastUpdate = Number.NEGATIVE_INFINITY;

/** Updates the store by the last step, unless it has been already. */
export function showLastStep(): void {
  clearTimeout(timer);
  timer = undefined;
  if (!due) return;
  setState({ ...due, logRevision: getState().logRevision + 1 });
  due = null;
  lastUpdate = performance.now();
}

/** Logs a step, and updates the store by it: at once, or together with those that follow soon. */
export function takeStep(event: Extract<TrainEvent, { kind: "step" }>): void {
  runLog.add(event);
  const { phase } = getState();
  const { stepMilliseconds, dataWaitMilliseconds } = due ?? getState();
  const pace = stepPace.step(phase === "running");
  due = {
    step: event.step,
    epoch: event.epoch,
    stepMilliseconds: smoothed(stepMilliseconds, event.stepMilliseconds),
    dataWaitMilliseconds: smoothed(dataWaitMilliseconds, event.dataWaitMilliseconds),
    secondsLeft: secondsLeftAt(event, pace),
    memoryBytes: event.memoryBytes,
  };
  const left = lastUpdate + MILLISECONDS_BETWEEN_UPDATES - performance.now();
  // Steps of a small network may come faster than the page is drawn.
  if (left <= 0) showLastStep();
  else timer ??= setTimeout(showLastStep, left);
}
