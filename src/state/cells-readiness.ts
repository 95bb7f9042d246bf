import { useCellsStore } from "./cells.ts";
import { trainingRecords } from "./cells-scope.ts";
import { useDatasetStore } from "./dataset.ts";
import { whyNoNetworks, whyRunning } from "./run-readiness.ts";
import { whyNotMethod } from "./usable-instances.ts";

/** Why cells cannot be searched for now; null if they can. */
export function whyNotFindCells(): string | null {
  if (useDatasetStore.getState().records.length === 0) return "Add images first.";
  const missing = whyNoNetworks() ?? whyRunning();
  if (missing) return missing;
  return useCellsStore.getState().work === null ? null : "Other work on cells is in progress.";
}

const NOTHING_TO_FIT =
  "There is no training image. Parameters are optimised on the training images, which have masks; the validation images take no part.";

/** Why the chosen method cannot be optimised on the training images now; null if it can. */
export function whyNotOptimise(): string | null {
  const reason = whyNotFindCells() ?? whyNotMethod();
  if (reason) return reason;
  return trainingRecords().length === 0 ? NOTHING_TO_FIT : null;
}
