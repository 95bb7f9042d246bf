import type { RunSeries } from "../core/curves/run-series.ts";
import type { CurveTable } from "../io/write/overlay-csv.ts";

/** Calls of the worker that reads the curves of stored runs. */
export interface CurvesCalls {
  /** The curves of a stored run. Rejects with a sentence if its file is missing, cut or altered. */
  read: { args: { id: string }; result: readonly RunSeries[]; event: never };
  /** Curves as a table in CSV. */
  csv: { args: CurveTable; result: string; event: never };
}
