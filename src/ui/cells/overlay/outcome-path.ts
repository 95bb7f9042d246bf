import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { cellPaths } from "../../canvas/cell-paths.ts";
import type { Outcome } from "../words/outcome-text.ts";
import { codeOf, outcomePlane } from "./outcome-plane.ts";

/** The outline of everything that is painted as one outcome, in image px; null if nothing is. */
export function outcomePath(
  { truth, found, outcomes }: Pick<FoundCells, "truth" | "found" | "outcomes">,
  outcome: Outcome,
): Path2D | null {
  const has = (cells: readonly { readonly outcome: string }[]) =>
    cells.some((cell) => cell.outcome === outcome);
  if (!truth || !outcomes || !(has(outcomes.truth) || has(outcomes.found))) return null;
  const code = codeOf(outcome);
  const { rows, columns } = truth;
  const data = Int32Array.from(outcomePlane(truth, found, outcomes), (own) => (own === code ? 1 : 0));
  return cellPaths({ rows, columns, data }).all;
}
