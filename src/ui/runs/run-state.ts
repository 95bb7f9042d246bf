import type { ListedRun } from "../../core/runs/listed-run.ts";
import type { RunStatus } from "../../core/runs/run-record.ts";

/** State of a run in the table. */
export type RunState = RunStatus["kind"] | "damaged";

/** States from what needs attention to what is done. */
export const STATE_ORDER: readonly RunState[] = [
  "running",
  "interrupted",
  "failed",
  "damaged",
  "stopped",
  "finished",
];

export function stateOf(run: ListedRun): RunState {
  return run.kind === "damaged" ? "damaged" : run.record.status.kind;
}

/** Title of a state. */
export const STATE_TITLES: Readonly<Record<RunState, string>> = {
  running: "Running",
  interrupted: "Interrupted",
  failed: "Failed",
  damaged: "Damaged",
  stopped: "Stopped",
  finished: "Finished",
};

/** The sentence about a run that did not end as planned; null for others. */
export function stateSentence(run: ListedRun): string | null {
  if (run.kind === "damaged") return run.reason;
  const { status } = run.record;
  return "message" in status ? status.message : null;
}
