import { foldName } from "../../core/dataset/pairing/fold-name.ts";
import { type ListedRun, nameOf } from "../../core/runs/listed-run.ts";
import type { RunColumn } from "./run-columns.ts";
import { STATE_TITLES, stateOf } from "./run-state.ts";

export interface RunOrder {
  readonly column: RunColumn;
  readonly descending: boolean;
}

/** All text of a run that a search finds. */
function searched(run: ListedRun): string {
  const { record } = run;
  const words = [nameOf(run), run.id, STATE_TITLES[stateOf(run)], record?.note, record?.recipe.name];
  return foldName(words.join(" "));
}

function compare(a: number | string, b: number | string): number {
  return typeof a === "string" || typeof b === "string"
    ? String(a).localeCompare(String(b), "en", { numeric: true })
    : a - b;
}

/**
 * The runs that contain all words of the search in name, note, recipe or state, in order; runs without a value come
 * last, equal ones stay as they were.
 */
export function arrangeRuns(
  runs: readonly ListedRun[],
  search: string,
  { column, descending }: RunOrder,
): readonly ListedRun[] {
  const words = foldName(search).split(/\s+/).filter(Boolean);
  const found = runs.filter((run) => {
    const text = searched(run);
    return words.every((word) => text.includes(word));
  });
  return found.sort((a, b) => {
    const [one, other] = [column.value(a), column.value(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return descending ? compare(other, one) : compare(one, other);
  });
}
