import { counted } from "../../../core/counted.ts";
import type { CellPlace } from "../../../state/cells-view.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { FOUND_OUTCOME_TEXT, TRUE_OUTCOME_TEXT } from "../words/outcome-text.ts";

/**
 * The cell to select at a pixel: the predicted one, else the ground-truth one; also the ground-truth one if
 * the predicted one is already selected.
 */
export function cellAt(
  { found, truth }: FoundCells,
  pixel: number,
  selected: CellPlace | null,
): CellPlace | null {
  const foundId = found.data[pixel];
  const trueId = truth?.data[pixel] ?? 0;
  const isChosen = selected?.side === "found" && selected.id === foundId;
  if (foundId > 0 && !(isChosen && trueId > 0)) return { side: "found", id: foundId };
  return trueId > 0 ? { side: "truth", id: trueId } : null;
}

/** Area and deepest level of a cell; null if there is no such cell. */
function measure(cells: FoundCells, { side, id }: CellPlace): { area: number; deepest: number } | null {
  const data = cells[side]?.data;
  if (!data) return null;
  let [area, deepest] = [0, 0];
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (data[pixel] !== id) continue;
    area += 1;
    deepest = Math.max(deepest, cells.field.level[pixel]);
  }
  return area === 0 ? null : { area, deepest };
}

const OTHER = { truth: "predicted", found: "ground-truth" } as const;

function outcomeOf({ outcomes }: FoundCells, { side, id }: CellPlace): string {
  if (!outcomes) return "";
  const text = side === "truth" ? TRUE_OUTCOME_TEXT : FOUND_OUTCOME_TEXT;
  const cell = outcomes[side].find((one) => one.id === id);
  if (!cell) return ", mostly on ignored pixels and not scored";
  const outcome = (text as Readonly<Record<string, string>>)[cell.outcome];
  const partner =
    cell.partner === 0
      ? `it touches no ${OTHER[side]} cell`
      : `IoU ${cell.iou.toFixed(2)} with ${OTHER[side]} cell ${cell.partner}`;
  return `, ${outcome}; ${partner}`;
}

/**
 * The measurements of a cell in one line; null if there is no such cell. `levels`: whether levels are known.
 */
export function describeCell(cells: FoundCells, place: CellPlace, levels: boolean): string | null {
  const measured = measure(cells, place);
  if (!measured) return null;
  const name = place.side === "truth" ? "Ground-truth" : "Predicted";
  const depth = levels ? `, deepest level ${measured.deepest}` : "";
  return `${name} cell ${place.id}: ${counted(measured.area, "px", "px")}${depth}${outcomeOf(cells, place)}.`;
}
