import { openOverlay } from "./overlay.ts";
import { useQueueStore } from "./queue.ts";
import { showMain, useViewStore } from "./view.ts";

/** Shows the queue in the view Runs. */
export function showQueue(): void {
  useQueueStore.setState({ isShown: true });
  showMain("runs");
}

/** Shows the table in the view Runs. */
export function showTable(): void {
  openOverlay(false);
  useQueueStore.setState({ isShown: false });
  showMain("runs");
}

/** Shows the queue, or the table of runs again if it is already shown. */
export function toggleQueue(): void {
  if (useQueueStore.getState().isShown && useViewStore.getState().main === "runs") showTable();
  else showQueue();
}
