import { NOTHING_FOUND, useCellsStore } from "./cells.ts";
import { cancelCells } from "./cells-work.ts";
import { forgetPlanes } from "./image-cells.ts";
import { showCompared } from "./shown-cells.ts";
import { startedCellsWorker } from "./workers.ts";

/** Discards the results and the fields, e.g. because the networks have changed. */
export function forgetCells(): void {
  cancelCells();
  useCellsStore.setState(NOTHING_FOUND);
  forgetPlanes();
  showCompared([]);
  // A broken worker has lost them, too.
  startedCellsWorker()
    ?.call("forget", null)
    .catch(() => {});
}

/** Discards the comparison: it is of other images or another gate. */
export function forgetComparison(): void {
  useCellsStore.setState({ compared: [] });
  showCompared([]);
}
