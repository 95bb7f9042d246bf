import { formatTime } from "../../core/format-time.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import type { Origin } from "../../state/network-origins.ts";
import { isActive, type RunState } from "../../state/run.ts";

/** State of a stage: the kind of its marker, and its words. */
export interface StageState {
  readonly kind: "running" | "trained" | "earlier" | "untrained";
  readonly text: string;
}

/** The part of the run that determines the state of a stage. */
export type StageRun = Pick<RunState, "phase" | "stage" | "step" | "totalSteps" | "trained" | "startedAt">;

/**
 * State of a stage in words: `running, 31/60`, `trained 12:48`, `from weights.zip`. `now` is in ms since 1970. Weights
 * of an earlier run or of a file are of the kind `earlier` once a run has trained another stage.
 */
export function stageState(stage: Stage, run: StageRun, origin: Origin | undefined, now: number): StageState {
  if (isActive(run.phase) && run.stage === stage) {
    const text = `${run.phase === "paused" ? "paused" : "running"}, ${run.step}/${run.totalSteps}`;
    return { kind: "running", text };
  }
  if (!run.trained.includes(stage)) return { kind: "untrained", text: "not trained" };
  if (!origin) return { kind: "trained", text: "trained" };
  if (origin.kind === "start") return { kind: "earlier", text: "built-in start" };
  if (origin.kind === "import") return { kind: "earlier", text: `from ${origin.file}` };
  const isOfRun = run.startedAt === null || origin.startedAt === run.startedAt;
  return { kind: isOfRun ? "trained" : "earlier", text: `trained ${formatTime(origin.startedAt, now)}` };
}
