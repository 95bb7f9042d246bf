import { create } from "zustand";
import type { Evaluation } from "../core/instances/evaluation.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import type { CellsProgress, FitProgress, ImageScore } from "../workers/cells.protocol.ts";

/** Work that a person waits for, and how far it is. */
export interface CellsWork extends CellsProgress {
  readonly kind: "predicting" | "scoring" | "comparing" | "fitting" | "writing";
}

/** One method on the images in scope. */
export interface ComparedMethod {
  readonly choice: InstanceChoice;
  /** Null where no image in scope has labels. */
  readonly evaluation: Evaluation | null;
}

interface CellsState {
  readonly work: CellsWork | null;
  /** Whether the numbers below are being brought in step with changed settings. */
  readonly following: boolean;
  /** While parameters are fitted: the best so far. */
  readonly fit: FitProgress | null;
  /** What was found by the choice below. */
  readonly images: readonly ImageScore[];
  /** Over the images in scope that have labels; null when none of them has. */
  readonly evaluation: Evaluation | null;
  /** What `images` and `evaluation` were found by; null while nothing was. */
  readonly choice: InstanceChoice | null;
  /** The methods side by side; empty until they are compared. */
  readonly compared: readonly ComparedMethod[];
  /** What was done last. */
  readonly message: string;
  readonly error: string | null;
}

/** What the store holds before anything was found. */
export const NOTHING_FOUND = { images: [], evaluation: null, choice: null, compared: [], fit: null } as const;

/** What was found in the images in scope. Planes stay in the worker, those of the shown image in `shownCells`. */
export const useCellsStore = create<CellsState>(() => ({
  ...NOTHING_FOUND,
  work: null,
  following: false,
  message: "",
  error: null,
}));

/** Forgets the last failure. */
export function dismissCellsError(): void {
  useCellsStore.setState({ error: null });
}
