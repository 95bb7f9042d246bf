import { nextRun, started } from "../core/queue/run-queue.ts";
import { useQueueStore } from "./queue.ts";
import { useRunQueue } from "./run-queue.ts";
import { whyNotResume } from "./run-readiness.ts";

/** Why the queue cannot be started, once it has been read; null if it can. */
export function whyNotStartQueue(): string | null {
  const { queue, barrier, isElsewhere } = useRunQueue.getState();
  if (barrier !== null) return barrier;
  if (useQueueStore.getState().progress) return "The queue is in progress.";
  if (isElsewhere) return "Another tab of this page trains the queue.";
  const next = nextRun(started(queue));
  return next ? whyNotResume(next.recipe) : "Add runs to the queue first.";
}
