import { create } from "zustand";
import type { FoundCells } from "../workers/cells.protocol.ts";

let shown: FoundCells | null = null;
let compared: readonly FoundCells[] = [];

/** Counter of changes of the shown cells; their planes stay outside the store. */
export const useShownCellsRevision = create<{ readonly revision: number }>(() => ({ revision: 0 }));

/** The cells to draw now; null if there are none. */
export function shownCells(): FoundCells | null {
  return shown;
}

/** Shows other cells in the panels. */
export function showCells(cells: FoundCells | null): void {
  if (shown === null && cells === null) return;
  shown = cells;
  useShownCellsRevision.setState(({ revision }) => ({ revision: revision + 1 }));
}

/** Cells of one image by each compared method. */
export function comparedCells(): readonly FoundCells[] {
  return compared;
}

/** Shows the cells of a comparison in the panels. */
export function showCompared(cells: readonly FoundCells[]): void {
  if (compared.length === 0 && cells.length === 0) return;
  compared = cells;
  useShownCellsRevision.setState(({ revision }) => ({ revision: revision + 1 }));
}
