import type { SeenImages } from "../core/recipe/image-values.ts";
import type { RunImages } from "../core/runs/run-images.ts";
import type { RunRecord, WeightsChoice } from "../core/runs/run-record.ts";

/** A run that is to be kept in the store. */
export interface KeptRun {
  /** Of the run as if it were new; what is stored of a resumed run is added. */
  readonly record: RunRecord;
  readonly images: RunImages;
  /** Maximum size of all runs together, bytes. */
  readonly limit: number;
}

/** Calls about the stored runs. */
export interface RunCalls {
  /**
   * Puts the networks of a stored run in place of those in use, which become the previous ones. Of a stage without
   * weights of this choice, those of the other choice are used.
   */
  useRun: {
    args: { id: string; choice: WeightsChoice };
    result: SeenImages;
    event: never;
  };
}
