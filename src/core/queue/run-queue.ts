import type { Recipe, Stage } from "../recipe/recipe.ts";

/** Maximum number of runs in a queue. */
export const MAX_QUEUED = 200;

/** Whether and how a run of a queue has ended. `runId` is its id in the store of runs, see `newRunId`. */
export type QueuedState =
  | { readonly kind: "waiting" }
  /** In training; or interrupted, if the page or the browser has ended since. */
  | { readonly kind: "running" | "finished" | "stopped"; readonly runId: string }
  /** `message` is a sentence; `runId` is null if the run could not start. */
  | { readonly kind: "failed"; readonly runId: string | null; readonly message: string };

/** A run of a queue, before it is added. */
export interface RunToQueue {
  /** Name under which it will be kept. */
  readonly name: string;
  readonly recipe: Recipe;
  /** In the order of the pipeline. */
  readonly stages: readonly Stage[];
}

/** A run of a queue. */
export interface QueuedRun extends RunToQueue {
  /** Unique in the queue. */
  readonly key: number;
  readonly state: QueuedState;
}

/** Runs to do one after the other, and those of them that are done. */
export interface RunQueue {
  /** In the order of training. */
  readonly runs: readonly QueuedRun[];
  /** Whether the runs that wait are to be trained without further acts of the user. */
  readonly started: boolean;
}

export const EMPTY_QUEUE: RunQueue = { runs: [], started: false };

const isWaiting = ({ state }: QueuedRun) => state.kind === "waiting";
const isRunning = ({ state }: QueuedRun) => state.kind === "running";

/** Whether a run has ended, in whatever way. */
export function hasEnded(run: QueuedRun): boolean {
  return !isWaiting(run) && !isRunning(run);
}

/** Why this number of runs cannot be added, as a sentence; null if they can. */
export function whyNotAdd({ runs }: RunQueue, count: number): string | null {
  const room = MAX_QUEUED - runs.length;
  if (count <= room) return null;
  return `A queue has at most ${MAX_QUEUED} runs: there is room for ${room} more, and these are ${count}. Remove some, or vary fewer values.`;
}

/** The queue with runs added at its end; as it was if there is no room for all of them. */
export function withRuns(queue: RunQueue, added: readonly RunToQueue[]): RunQueue {
  if (whyNotAdd(queue, added.length) !== null) return queue;
  const first = 1 + Math.max(0, ...queue.runs.map(({ key }) => key));
  const runs = added.map((run, index) => ({
    ...run,
    key: first + index,
    state: { kind: "waiting" } as const,
  }));
  return { ...queue, runs: [...queue.runs, ...runs] };
}

/** The queue without a run; a run in training stays. */
export function withoutRun(queue: RunQueue, key: number): RunQueue {
  return { ...queue, runs: queue.runs.filter((run) => run.key !== key || isRunning(run)) };
}

/** The queue without the runs that have ended. */
export function withoutEnded(queue: RunQueue): RunQueue {
  return { ...queue, runs: queue.runs.filter((run) => !hasEnded(run)) };
}

/** The queue without the runs that wait. */
export function withoutWaiting(queue: RunQueue): RunQueue {
  return { ...queue, runs: queue.runs.filter((run) => !isWaiting(run)) };
}

/** The place of the next run that waits before (-1) or after (1) a waiting one; null if there is none. */
function placeBeside(
  { runs }: RunQueue,
  key: number,
  step: -1 | 1,
): readonly [from: number, to: number] | null {
  const from = runs.findIndex((run) => run.key === key && isWaiting(run));
  if (from < 0) return null;
  for (let to = from + step; to >= 0 && to < runs.length; to += step) {
    if (isWaiting(runs[to])) return [from, to];
  }
  return null;
}

/** Whether a waiting run can be moved up (-1) or down (1) among the waiting ones. */
export function canMove(queue: RunQueue, key: number, step: -1 | 1): boolean {
  return placeBeside(queue, key, step) !== null;
}

/** The queue with a waiting run moved up (-1) or down (1) among the waiting ones; the others keep their places. */
export function withMoved(queue: RunQueue, key: number, step: -1 | 1): RunQueue {
  const places = placeBeside(queue, key, step);
  if (!places) return queue;
  const [from, to] = places;
  const runs = [...queue.runs];
  [runs[from], runs[to]] = [runs[to], runs[from]];
  return { ...queue, runs };
}

function withState(queue: RunQueue, key: number, state: QueuedState): RunQueue {
  return { ...queue, runs: queue.runs.map((run) => (run.key === key ? { ...run, state } : run)) };
}

/** The queue with a run that has ended waiting for another try, at its place. */
export function withRetried(queue: RunQueue, key: number): RunQueue {
  const run = queue.runs.find((one) => one.key === key);
  return run && hasEnded(run) ? withState(queue, key, { kind: "waiting" }) : queue;
}

/** The queue once the user has started it; as it was without a run to do. */
export function started(queue: RunQueue): RunQueue {
  return queue.runs.every(hasEnded) ? queue : { ...queue, started: true };
}

/** The queue once it has ended, or the user has stopped it. A run that was interrupted before counts as stopped. */
export function ended(queue: RunQueue): RunQueue {
  const runs = queue.runs.map((run) =>
    run.state.kind === "running"
      ? { ...run, state: { kind: "stopped", runId: run.state.runId } as const }
      : run,
  );
  return { runs, started: false };
}

/** The run to train now: the one that was interrupted, else the first that waits; null if there is none to do. */
export function nextRun({ runs, started: isStarted }: RunQueue): QueuedRun | null {
  if (!isStarted) return null;
  return runs.find(isRunning) ?? runs.find(isWaiting) ?? null;
}

/** The queue once a run has begun. */
export function withBegun(queue: RunQueue, key: number, runId: string): RunQueue {
  return withState(queue, key, { kind: "running", runId });
}

/** The queue once a run has ended; without another run to do, the queue has ended too. */
export function withEnded(
  queue: RunQueue,
  key: number,
  state: Exclude<QueuedState, { readonly kind: "waiting" | "running" }>,
): RunQueue {
  const now = withState(queue, key, state);
  return now.runs.every(hasEnded) ? { ...now, started: false } : now;
}

/** Number of runs that wait, that is in training (or was interrupted), and that ended in each way. */
export function countStates({ runs }: RunQueue): Readonly<Record<QueuedState["kind"], number>> {
  const counts = { waiting: 0, running: 0, finished: 0, stopped: 0, failed: 0 };
  for (const { state } of runs) counts[state.kind]++;
  return counts;
}

/** Place of a run in the queue, counted from 1. */
export function placeOf({ runs }: RunQueue, key: number): number {
  return 1 + runs.findIndex((run) => run.key === key);
}
