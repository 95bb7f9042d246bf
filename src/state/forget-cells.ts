import { NOTHING_FOUND, useCellsStore } from "./cells.ts";
import { cancelCells } from "./cells-work.ts";
import { forgetPlanes } from "./image-cells.ts";
import { showCompared } from "./shown-cells.ts";
import { startedCellsWorker } from "./workers.ts";

/** Forgets what was found, e.g. since the networks have changed; the fields too. */
export function forgetCells(): void {
  cancelCells();
  useCellsStore.setState(NOTHING_FOUND);
  forgetPlanes();
  showCompared([]);
  // A worker that breaks has forgotten, too.
  startedCellsWorker()
    ?.call("forget", null)
    .catch(() => {});
}

/** Forgets the comparison: it is of other images or another gate. */
export function forgetComparison(): void {
  useCellsStore.setState({ compared: [] });
  showCompared([]);
}
