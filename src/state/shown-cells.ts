import { create } from "zustand";
import type { FoundCells } from "../workers/cells.protocol.ts";

let shown: FoundCells | null = null;

/** Counts changes of the shown cells; their planes stay outside the store. */
export const useShownCellsRevision = create<{ readonly revision: number }>(() => ({ revision: 0 }));

/** The cells to draw now; null while there are none. */
export function shownCells(): FoundCells | null {
  return shown;
}

/** Puts other cells before the panels. */
export function showCells(cells: FoundCells | null): void {
  if (shown === null && cells === null) return;
  shown = cells;
  useShownCellsRevision.setState(({ revision }) => ({ revision: revision + 1 }));
}
