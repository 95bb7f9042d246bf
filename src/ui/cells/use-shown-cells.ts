import { useMemo } from "react";
import { shownCells, useShownCellsRevision } from "../../state/shown-cells.ts";
import type { FoundCells } from "../../workers/cells.protocol.ts";

/** The cells of the shown image; null if there are none. */
export function useShownCells(): FoundCells | null {
  const revision = useShownCellsRevision((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the planes change with the revision
  return useMemo(() => shownCells(), [revision]);
}
