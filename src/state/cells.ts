import { create } from "zustand";
import type { Evaluation } from "../core/instances/evaluation.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import type { CellsProgress, FitProgress, ImageScore } from "../workers/cells.protocol.ts";

/** Work that the user waits for, and its progress. */
export interface CellsWork extends CellsProgress {
  readonly kind: "predicting" | "scoring" | "comparing" | "fitting" | "writing";
}

/** One method on the images in scope. */
export interface ComparedMethod {
  readonly choice: InstanceChoice;
  /** Null if no image in scope has labels. */
  readonly evaluation: Evaluation | null;
}

interface CellsState {
  readonly work: CellsWork | null;
  /** Whether the numbers below are being updated after a change of settings. */
  readonly following: boolean;
  /** While parameters are fitted: the best result so far. */
  readonly fit: FitProgress | null;
  /** Images with the cells found with the choice below. */
  readonly images: readonly ImageScore[];
  /** Over the images in scope with labels; null if there are none. */
  readonly evaluation: Evaluation | null;
  /** The method and parameters of `images` and `evaluation`; null without results. */
  readonly choice: InstanceChoice | null;
  /** The compared methods; empty before a comparison. */
  readonly compared: readonly ComparedMethod[];
  /** Outcome of the last action. */
  readonly message: string;
  readonly error: string | null;
}

/** The results before any cells have been found. */
export const NOTHING_FOUND = { images: [], evaluation: null, choice: null, compared: [], fit: null } as const;

/**
 * The cells found in the images in scope. Planes stay in the worker, those of the shown image in
 * `shownCells`.
 */
export const useCellsStore = create<CellsState>(() => ({
  ...NOTHING_FOUND,
  work: null,
  following: false,
  message: "",
  error: null,
}));

/** Clears the last error. */
export function dismissCellsError(): void {
  useCellsStore.setState({ error: null });
}
