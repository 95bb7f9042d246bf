import { byName } from "../../core/dataset/pairing/by-name.ts";
import { type PairingRow, ROW_STATES, type RowState } from "./pairing-rows.ts";

/** Filter of the rows: all, those of one state, or the excluded images. */
export type RowFilter = "all" | RowState | "excluded";

/** Sort keys of the rows. */
export type RowColumn = "image" | "labels" | "why" | "cells" | "notes" | "state" | "use";

export interface RowOrder {
  readonly column: RowColumn;
  readonly descending: boolean;
}

/** Number of rows that pass each filter. */
export function countRows(rows: readonly PairingRow[]): Readonly<Record<RowFilter, number>> {
  const counts = { all: rows.length, unpaired: 0, refused: 0, noted: 0, good: 0, excluded: 0 };
  for (const row of rows) {
    counts[row.state] += 1;
    if (row.kind === "image" && row.use === "excluded") counts.excluded += 1;
  }
  return counts;
}

function passes(row: PairingRow, filter: RowFilter): boolean {
  if (filter === "all") return true;
  if (filter === "excluded") return row.kind === "image" && row.use === "excluded";
  return row.state === filter;
}

/** The searchable text of a row, in lower case. */
function searched(row: PairingRow): string {
  if (row.kind === "file") return row.refusal.file.toLowerCase();
  const { name, pair } = row.record;
  return [name, pair?.image, pair?.labels].join("\n").toLowerCase();
}

/** Sorts before all texts and numbers. */
const NOTHING = -1;

function sortValue(row: PairingRow, column: RowColumn): string | number {
  switch (column) {
    case "image":
      return row.image;
    case "labels":
      return row.labels;
    case "state":
      return ROW_STATES.indexOf(row.state);
    case "why":
      return row.kind === "image" ? row.why || row.record.notes.join(" ") : row.refusal.reason;
    case "cells":
      return row.kind === "image" && row.record.labelled ? row.record.cells : NOTHING;
    case "notes":
      return row.kind === "image" ? row.record.notes.length : NOTHING;
    case "use":
      return row.kind === "image" ? row.use : "";
  }
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return byName(String(a), String(b));
}

/** The rows to show, in sorted order; ties keep their original order. */
export function arrangeRows(
  rows: readonly PairingRow[],
  filter: RowFilter,
  search: string,
  { column, descending }: RowOrder,
): PairingRow[] {
  const wanted = search.trim().toLowerCase();
  const sign = descending ? -1 : 1;
  return rows
    .filter((row) => passes(row, filter) && (wanted === "" || searched(row).includes(wanted)))
    .sort((a, b) => sign * compare(sortValue(a, column), sortValue(b, column)));
}
