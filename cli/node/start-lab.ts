import { watchCells } from "../../src/state/cells-view.ts";
import { markOpened } from "../../src/state/dataset.ts";
import { probeDevice } from "../../src/state/device.ts";
import { watchPipeline } from "../../src/state/follow-pipeline.ts";
import { watchNetworkHistory } from "../../src/state/network-history.ts";
import { offerScripting, type PlotRuns, type Scripting } from "../../src/state/scripting.ts";
import { openRuns } from "../../src/state/stored-runs.ts";
import { takeFiles } from "../../src/state/take-files.ts";
import type { DroppedFile } from "../../src/workers/decode.protocol.ts";

/** The lab without its page. */
export interface StartedLab {
  readonly actions: Scripting;
  /** Adds files as a user of the page does. */
  add(files: readonly DroppedFile[]): Promise<void>;
}

/** Starts what the page starts, as far as nobody looks at it and no earlier visit has left anything. */
export async function startLab(plotRuns: PlotRuns): Promise<StartedLab> {
  watchPipeline();
  watchCells();
  watchNetworkHistory();
  offerScripting(plotRuns);
  await Promise.all([openRuns(), probeDevice()]);
  markOpened();
  return { actions: window.directionLab, add: takeFiles };
}
