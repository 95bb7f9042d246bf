import { NOTHING_FOUND, useCellsStore } from "./cells.ts";
import { cancelCells } from "./cells-work.ts";
import { forgetPlanes } from "./image-cells.ts";
import { comparedCells, showCells, showCompared, shownCells } from "./shown-cells.ts";
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

/** Discards results and shown cells that include images not in the dataset any more. */
export function forgetRemoved(there: ReadonlySet<string>): void {
  const { images, compared } = useCellsStore.getState();
  const shown = shownCells();
  if (shown && !there.has(shown.key.imageId)) showCells(null);
  if (images.some(({ imageId }) => !there.has(imageId)))
    useCellsStore.setState({ ...NOTHING_FOUND, message: "" });
  const isComparedThere = comparedCells().every(({ key }) => there.has(key.imageId));
  if (compared.length > 0 && !isComparedThere) forgetComparison();
}

/** Discards the comparison: it is of other images or another gate. */
export function forgetComparison(): void {
  useCellsStore.setState({ compared: [] });
  showCompared([]);
}
