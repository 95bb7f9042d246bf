import { formatTime } from "../core/format-time.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { RunNote } from "./run-document.ts";
import type { RunProgress } from "./run-progress.ts";

/** A run that was in progress when the page was left. */
export interface InterruptedRun {
  readonly note: RunNote;
  /** Null if the progress of the run is unknown. */
  readonly progress: RunProgress | null;
  /** Whether there are any networks, of this run or from before. */
  readonly hasNetworks: boolean;
}

/** Message that states where a run was interrupted, what is left of it, and what can be done. */
export function describeInterruptedRun(
  { note, progress, hasNetworks }: InterruptedRun,
  titleOf: (stage: Stage) => string,
  now: number,
): string {
  const at = progress
    ? ` at step ${progress.step} of ${progress.totalSteps} of the stage ${titleOf(progress.stage)}`
    : "";
  const start = `The run of ${formatTime(note.startedAt, now)} was interrupted${at}.`;
  const { kept } = note;
  if (kept) {
    const weights = `The most recently kept weights are in place: ${titleOf(kept.stage)}, step ${kept.step}.`;
    return `${start} ${weights} Find cells with them, export them, or train again.`;
  }
  if (hasNetworks) return `${start} No weights had been kept yet; the earlier networks are in place.`;
  return `${start} No weights had been kept yet: train again.`;
}
