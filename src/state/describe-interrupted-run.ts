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

/** What happened to a run, and what is left of it and can be done if it cannot be resumed. Sentences. */
export interface InterruptionText {
  readonly what: string;
  readonly left: string;
}

/** Describes where a run was interrupted. */
export function describeInterruptedRun(
  { note, progress, hasNetworks }: InterruptedRun,
  titleOf: (stage: Stage) => string,
  now: number,
): InterruptionText {
  const at = progress
    ? ` at step ${progress.step} of ${progress.totalSteps} of the stage ${titleOf(progress.stage)}`
    : "";
  const what = `The run of ${formatTime(note.startedAt, now)} was interrupted${at}.`;
  const { kept } = note;
  if (kept) {
    const weights = `The most recently kept weights are in place: ${titleOf(kept.stage)}, step ${kept.step}.`;
    return { what, left: `${weights} Find cells with them, export them, or train again.` };
  }
  const left = hasNetworks ? "; the earlier networks are in place." : ": train again.";
  return { what, left: `No weights had been kept yet${left}` };
}
