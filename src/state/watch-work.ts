import { watchRunEnd } from "./end-notification.ts";
import { watchEnginePanel } from "./engine-panel.ts";
import { watchTrainEstimate } from "./estimate-runs.ts";
import { watchVerdict } from "./judge-networks.ts";
import { watchPageTitle } from "./page-title.ts";
import { loadTraining } from "./run-controls.ts";
import { offerScripting, type PlotRuns } from "./scripting.ts";
import { watchStepTimes } from "./step-times.ts";
import { watchTiedNotices } from "./tied-notices.ts";
import { watchUndoable } from "./undo-last.ts";

/** Starts all that follows the work on the page and is not needed to show images; `plotRuns` draws for programs. */
export function watchWork(plotRuns: PlotRuns): void {
  watchVerdict();
  watchEnginePanel();
  watchTiedNotices();
  watchStepTimes();
  watchTrainEstimate();
  watchUndoable();
  watchPageTitle();
  watchRunEnd();
  offerScripting(plotRuns);
  // `watchMissingCode` reports a failure, and the first run tries again.
  loadTraining().catch(() => {});
}
