import { useMemo } from "react";
import type { CellPlace } from "../../../state/cells-view.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { cellPaths } from "../../canvas/cell-paths.ts";
import { OUTCOMES } from "../words/outcome-text.ts";
import { fillPreview } from "./fill-preview.ts";
import type { OverlayPart } from "./OverlayLegend.tsx";
import { outcomePath } from "./outcome-path.ts";
import { HATCHED, LINE_COLOURS } from "./overlay-colours.ts";
import type { OverlayLayers } from "./paint-overlay.ts";

/** Fills and lines of cells, computed again only after a change. */
export function useOverlayLayers(
  cells: FoundCells,
  hidden: ReadonlySet<OverlayPart>,
  selected: CellPlace | null,
): OverlayLayers {
  const { truth, found } = cells;
  const truePaths = useMemo(() => truth && cellPaths(truth), [truth]);
  const foundPaths = useMemo(() => cellPaths(found), [found]);
  const hiddenOutcomes = OUTCOMES.filter((outcome) => hidden.has(outcome)).join(" ");
  const fill = useMemo(
    () => fillPreview(cells, new Set(OUTCOMES.filter((outcome) => hiddenOutcomes.includes(outcome)))),
    [cells, hiddenOutcomes],
  );
  const hatched = useMemo(() => outcomePath(cells, HATCHED), [cells]);
  return useMemo(() => {
    const own = selected?.side === "truth" ? truePaths : foundPaths;
    const path = selected && own?.of(selected.id);
    return {
      fill,
      hatched: hidden.has(HATCHED) ? null : hatched,
      truth: hidden.has("truth") ? null : (truePaths?.all ?? null),
      found: hidden.has("found") ? null : foundPaths.all,
      selected: selected && path ? { path, colour: LINE_COLOURS[selected.side] } : null,
    };
  }, [fill, hatched, truePaths, foundPaths, hidden, selected]);
}
