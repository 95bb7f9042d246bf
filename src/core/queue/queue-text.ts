import { approximateDuration } from "../approximate-duration.ts";
import { counted } from "../counted.ts";
import { countStates, nextRun, type RunQueue } from "./run-queue.ts";

/** The runs of a queue by their states, and the time of those to do, e.g. `9 runs to do, about 20 min · 3 finished`. */
export function queueSummary(queue: RunQueue, seconds: number | null): string {
  const { waiting, running, finished, stopped, failed } = countStates(queue);
  const toDo = waiting + running;
  const time = seconds === null || toDo === 0 ? "" : `, ${approximateDuration(seconds)}`;
  const parts = [
    `${counted(toDo, "run")} to do${time}`,
    ...(finished > 0 ? [`${finished} finished`] : []),
    ...(stopped > 0 ? [`${stopped} stopped`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return parts.join(" · ");
}

/** How a queue has ended, and what it has left, in sentences. */
export function endText(queue: RunQueue): string {
  const { waiting, finished, stopped, failed } = countStates(queue);
  const parts = [
    `${counted(finished, "run")} finished`,
    ...(stopped > 0 ? [`${stopped} stopped`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(waiting > 0 ? [`${waiting} not trained`] : []),
  ];
  return `The queue has ended: ${parts.join(", ")}. The recipe is as it was; the networks in place are those of the last run, and those of every run are kept in Runs.`;
}

/** Where a queue was interrupted and how it can go on, in sentences; null if nothing is to do. */
export function interruptionText(queue: RunQueue): string | null {
  const next = nextRun(queue);
  if (!next) return null;
  const { waiting } = countStates(queue);
  const isBegun = next.state.kind === "running";
  const rest = isBegun ? waiting : waiting - 1;
  const how = isBegun ? "resumes from its last checkpoint" : "is the next one";
  const after = rest === 0 ? "" : ` Then ${counted(rest, "more run follows", "more runs follow")}.`;
  return `The queue was interrupted at ${next.name}, which ${how}.${after}`;
}
