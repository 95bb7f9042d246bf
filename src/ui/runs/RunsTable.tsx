import { useEffect, useMemo } from "react";
import type { ListedRun } from "../../core/runs/listed-run.ts";
import { chooseRun, useRunsStore } from "../../state/runs.ts";
import { DataTable } from "../table/DataTable.tsx";
import { directionOf, SortHead } from "../table/SortHead.tsx";
import { useRows } from "../table/use-rows.ts";
import type { RunOrder } from "./arrange-runs.ts";
import { RunRow } from "./RunRow.tsx";
import styles from "./RunsTable.module.css";
import {
  NAME_COLUMN,
  type RunColumn,
  SCORE_COLUMNS,
  STATE_COLUMN,
  STEPS_COLUMN,
  TIME_COLUMN,
} from "./run-columns.ts";
import { runDifferences } from "./run-differences.ts";

/** Heights in px, from which the visible rows are computed. */
const ROW_HEIGHT = 32;
const HEAD_HEIGHT = 28;
const COLUMNS = 11;

interface HeadProps {
  readonly order: RunOrder;
  readonly onOrder: (order: RunOrder) => void;
}

function Head({ order, onOrder }: HeadProps) {
  const head = (column: RunColumn, className?: string) => {
    const isSorted = order.column.id === column.id;
    return (
      <SortHead
        key={column.id}
        title={column.title}
        meaning={column.meaning}
        className={className}
        sorted={isSorted ? directionOf(order) : null}
        onSort={() => onOrder({ column, descending: isSorted ? !order.descending : column.descendsFirst })}
      />
    );
  };
  return (
    <thead>
      <tr aria-rowindex={1}>
        <td className={styles.check}>
          <span className="visually-hidden">Drawn in the curves</span>
        </td>
        {head(NAME_COLUMN)}
        <th scope="col">Differs from the baseline</th>
        <th scope="col">Stages</th>
        {[...SCORE_COLUMNS, STEPS_COLUMN, TIME_COLUMN].map((column) => head(column, styles.number))}
        {head(STATE_COLUMN, styles.state)}
      </tr>
    </thead>
  );
}

export interface RunsTableProps extends HeadProps {
  /** In the order of the rows. */
  readonly runs: readonly ListedRun[];
  readonly baseline: ListedRun | null;
}

/** The stored runs; only visible rows are drawn. */
export function RunsTable({ runs, baseline, order, onOrder }: RunsTableProps) {
  const chosenId = useRunsStore(({ chosen }) => chosen);
  const selection = useRunsStore((state) => state.selection);
  const chosen = useMemo(() => runs.findIndex(({ id }) => id === chosenId), [runs, chosenId]);
  const rows = useRows({
    count: runs.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    chosen,
    onChoose: (index) => chooseRun(runs[index].id),
  });
  const { first, end, reachable, reveal } = rows;
  useEffect(() => {
    if (chosen >= 0) reveal(chosen);
  }, [chosen, reveal]);
  return (
    <DataTable
      caption="Stored runs. Arrow keys move between rows and show the details of a run."
      count={runs.length}
      columns={COLUMNS}
      rowHeight={ROW_HEIGHT}
      headHeight={HEAD_HEIGHT}
      rows={rows}
      className={styles.table}
      head={
        <>
          <colgroup>
            <col className={styles.checkColumn} />
            <col className={styles.nameColumn} />
            <col />
            <col className={styles.stagesColumn} />
            {SCORE_COLUMNS.map(({ id }) => (
              <col key={id} className={styles.scoreColumn} />
            ))}
            <col className={styles.stepsColumn} />
            <col className={styles.timeColumn} />
            <col className={styles.stateColumn} />
          </colgroup>
          <Head order={order} onOrder={onOrder} />
        </>
      }
    >
      {runs.slice(first, end).map((run, place) => (
        <RunRow
          key={run.id}
          run={run}
          index={first + place}
          isBaseline={run.id === baseline?.id}
          differences={runDifferences(baseline, run)}
          isSelected={selection.has(run.id)}
          isChosen={first + place === chosen}
          isReachable={first + place === reachable}
        />
      ))}
    </DataTable>
  );
}
