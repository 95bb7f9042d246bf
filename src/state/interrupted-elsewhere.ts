import { runToResume } from "../core/runs/run-to-resume.ts";
import { whenTrainingEnds } from "../platform/run-locks.ts";
import { dismissOffer, offerStoredRun, useOfferedRun } from "./offered-run.ts";
import { isActive, useRunStore } from "./run.ts";
import { useRunsStore } from "./runs.ts";
import { refreshRuns } from "./stored-runs.ts";

/** Id of the run in progress in this tab; null if there is none. */
function ownRun(): string | null {
  const { phase, runId } = useRunStore.getState();
  return isActive(phase) ? runId : null;
}

/** Offers a run if its tab ended in the middle of it, unless this tab has something else to do. */
async function offerInterrupted(id: string): Promise<void> {
  await refreshRuns();
  const isBusy = ownRun() !== null || useOfferedRun.getState().offered !== null;
  if (!isBusy && runToResume(useRunsStore.getState().runs)?.id === id) await offerStoredRun(id);
}

/** Withdraws the offer of a run that another tab has resumed. */
function dismissIfResumed(id: string): void {
  if (useOfferedRun.getState().offered?.summary.run.id === id) dismissOffer();
}

/**
 * Follows the runs in training in other tabs: one whose tab is closed or ends is offered here, as it would be after a
 * reload, until a tab resumes it.
 */
export function watchRunsElsewhere(): void {
  const followed = new Set<string>();
  useRunsStore.subscribe(({ runs }, before) => {
    if (runs === before.runs) return;
    for (const { id, record } of runs) {
      if (record?.status.kind !== "running" || id === ownRun()) continue;
      dismissIfResumed(id);
      if (followed.has(id)) continue;
      followed.add(id);
      void whenTrainingEnds(id).then(() => {
        followed.delete(id);
        return offerInterrupted(id);
      });
    }
  });
}
