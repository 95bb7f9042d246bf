import type { ListedRun } from "../../core/runs/listed-run.ts";
import type { RunRecord } from "../../core/runs/run-record.ts";
import { groupBySeed } from "../../core/sweep/group-by-seed.ts";
import { type MeanAndSpread, meanAndSpread } from "../../core/sweep/mean-and-spread.ts";
import type { RunOrder } from "./arrange-runs.ts";
import { type RunColumn, STARTED_COLUMN } from "./run-columns.ts";

/** Runs of the table that differ only in their seed, of which at least two have finished. */
export interface SeedsRow {
  readonly kind: "seeds";
  readonly key: string;
  /** In the order of their rows. */
  readonly runs: readonly ListedRun[];
  /** Those of them that have finished: the others would distort mean and spread. */
  readonly finished: readonly ListedRun[];
}

/** A run of the table; `inGroup` if it follows the row of its seeds. */
export interface RunTableRow {
  readonly kind: "run";
  readonly run: ListedRun;
  readonly inGroup: boolean;
}

export type TableRow = SeedsRow | RunTableRow;

/** Runs that a mean is worth taking of. */
const FEWEST = 2;

/** Mean and sample standard deviation of a column over the finished runs of some seeds; null without a number. */
export function overSeeds({ finished }: SeedsRow, column: RunColumn): MeanAndSpread | null {
  return meanAndSpread(
    finished.flatMap((run) => {
      const value = column.value(run);
      return typeof value === "number" ? [value] : [];
    }),
  );
}

function rowsOf(key: string, runs: readonly ListedRun[]): readonly TableRow[] {
  const finished = runs.filter(({ record }) => record?.status.kind === "finished");
  const isGroup = finished.length >= FEWEST;
  const members = runs.map((run) => ({ kind: "run", run, inGroup: isGroup }) as const);
  return isGroup ? [{ kind: "seeds", key, runs, finished }, ...members] : members;
}

/** Value by which a block of rows is sorted: the mean of a group, else that of its run. */
function valueOfBlock([first]: readonly TableRow[], column: RunColumn): number | string | null {
  if (first.kind === "run") return column.value(first.run);
  return overSeeds(first, column)?.mean ?? column.value(first.runs[0]);
}

/**
 * The rows of the table: runs that differ only in their seed stand below a row with their mean and spread, which has
 * its place by its mean where the column is a number.
 * @param runs in the order of the table
 */
export function seedRows(runs: readonly ListedRun[], { column, descending }: RunOrder): readonly TableRow[] {
  const readable = runs.flatMap((run) => (run.record ? [{ ...pickRepeatable(run.record), run }] : []));
  const groups = groupBySeed(readable).map(({ key, runs: members }) =>
    rowsOf(
      key,
      members.map(({ run }) => run),
    ),
  );
  const damaged = runs.filter(({ record }) => record === null).map((run) => rowsOf(run.id, [run]));
  const places = new Map(runs.map((run, place) => [run, place]));
  const placeOf = ([first]: readonly TableRow[]) =>
    places.get(first.kind === "run" ? first.run : first.runs[0]) ?? 0;
  const blocks = [...groups, ...damaged].sort((a, b) => placeOf(a) - placeOf(b));
  // Only measurements have a mean; in the order of their start, groups stand where their first run stands.
  if (column === STARTED_COLUMN) return blocks.flat();
  return blocks
    .sort((a, b) => {
      const [one, other] = [valueOfBlock(a, column), valueOfBlock(b, column)];
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      if (typeof one === "string" || typeof other === "string") return 0;
      return descending ? other - one : one - other;
    })
    .flat();
}

/** The row of a run that is not grouped. */
export function aloneRow(run: ListedRun): TableRow {
  return { kind: "run", run, inGroup: false };
}

function pickRepeatable({ recipe, stages, data }: RunRecord) {
  return { recipe, stages, data };
}
