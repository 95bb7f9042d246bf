import type { ExperimentTable, GroupRow, MethodCells } from "./experiment-table.ts";
import { printable } from "./printable.ts";
import { scoreSpreadText } from "./score-value-text.ts";
import { textTable } from "./text-table.ts";

const HEADINGS = ["cells, best method of each recipe", "seeds", "mask", "method", "AP50", "Kaggle mean"];

function best(cells: readonly MethodCells[]): MethodCells | null {
  return cells.reduce<MethodCells | null>(
    (top, one) => (top && top.kaggle.mean >= one.kaggle.mean ? top : one),
    null,
  );
}

function lineOf({ name, seeds, cells = [] }: GroupRow): string[][] {
  const top = best(cells);
  if (!top) return [];
  const { gate, method, ap50, kaggle } = top;
  const scores = [scoreSpreadText("ap50", ap50), scoreSpreadText("kaggle", kaggle)];
  return [[printable(name), String(seeds), gate, method, ...scores]];
}

/**
 * Scores of the cells that the recipes of an experiment find, for a terminal: of each the method with the highest
 * Kaggle mean over its seeds. Null if no cells were found.
 */
export function cellsTableText({ rows }: ExperimentTable): string | null {
  const lines = rows.flatMap((row) => ("name" in row ? lineOf(row) : []));
  return lines.length === 0 ? null : textTable([HEADINGS, ...lines]);
}
