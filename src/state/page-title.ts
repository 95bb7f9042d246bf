import { useQueueStore } from "./queue.ts";
import { isActive, type Phase, useRunStore } from "./run.ts";
import { fractionDone } from "./run-time.ts";
import { useTrainEstimate } from "./train-estimate.ts";

const NAME = "Direction Lab";

const ENDS: Partial<Readonly<Record<Phase, string>>> = { finished: "Finished", failed: "Failed" };

/**
 * Title of the page's tab. `fraction` of the run is done, 0..1; `unseen` if it ended while nobody was looking; `queue`
 * is the place of the run in the queue that is in progress, or null.
 */
export function pageTitle(
  phase: Phase,
  fraction: number,
  unseen: boolean,
  queue: { readonly place: number; readonly of: number } | null = null,
): string {
  const run = queue ? `Run ${queue.place} of ${queue.of}` : "";
  if (isActive(phase)) {
    // 100 % is left to the end.
    const percent = `${Math.min(99, Math.floor(100 * fraction))} %`;
    const parts = [...(phase === "paused" ? ["Paused"] : []), ...(queue ? [run] : []), percent];
    return `${parts.join(", ")} · ${NAME}`;
  }
  if (queue) return `${run} · ${NAME}`;
  const end = unseen ? ENDS[phase] : undefined;
  return end ? `${end} · ${NAME}` : NAME;
}

/** Shows the progress of a run in the title of the tab, and its end until the page has the focus again. */
export function watchPageTitle(): void {
  let unseen = false;
  const show = () => {
    const { phase, stage, step } = useRunStore.getState();
    const fraction = fractionDone(useTrainEstimate.getState().plan, { stage, step });
    const title = pageTitle(phase, fraction, unseen, useQueueStore.getState().progress);
    if (document.title !== title) document.title = title;
  };
  useRunStore.subscribe((now, before) => {
    if (isActive(before.phase) && !isActive(now.phase)) unseen = !document.hasFocus();
    show();
  });
  useQueueStore.subscribe(show);
  window.addEventListener("focus", () => {
    unseen = false;
    show();
  });
}
