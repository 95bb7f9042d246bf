import { useEffect, useMemo, useState } from "react";
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
import { SeedsRow } from "./SeedsRow.tsx";
import type { TableRow } from "./seed-rows.ts";

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
  readonly rows: readonly TableRow[];
  readonly baseline: ListedRun | null;
}

/** The stored runs; only visible rows are drawn. */
export function RunsTable({ rows: tableRows, baseline, order, onOrder }: RunsTableProps) {
  const chosenId = useRunsStore(({ chosen }) => chosen);
  const selection = useRunsStore((state) => state.selection);
  const [chosenSeeds, setChosenSeeds] = useState<string | null>(null);
  const chosen = useMemo(
    () =>
      tableRows.findIndex((row) =>
        row.kind === "seeds" ? row.key === chosenSeeds : chosenSeeds === null && row.run.id === chosenId,
      ),
    [tableRows, chosenId, chosenSeeds],
  );
  const choose = (row: TableRow) => {
    setChosenSeeds(row.kind === "seeds" ? row.key : null);
    chooseRun(row.kind === "seeds" ? null : row.run.id);
  };
  const rows = useRows({
    count: tableRows.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    chosen,
    onChoose: (index) => choose(tableRows[index]),
  });
  const { first, end, reachable, reveal } = rows;
  useEffect(() => {
    if (chosen >= 0) reveal(chosen);
  }, [chosen, reveal]);
  return (
    <DataTable
      caption="Stored runs. Arrow keys move between rows and show the details of a run."
      count={tableRows.length}
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
      {tableRows.slice(first, end).map((row, place) => {
        const index = first + place;
        const reach = { index, isChosen: index === chosen, isReachable: index === reachable };
        return row.kind === "seeds" ? (
          <SeedsRow
            key={row.key}
            {...reach}
            row={row}
            differences={runDifferences(baseline, row.runs[0])}
            selection={selection}
            onChoose={() => choose(row)}
          />
        ) : (
          <RunRow
            key={row.run.id}
            {...reach}
            run={row.run}
            inGroup={row.inGroup}
            isBaseline={row.run.id === baseline?.id}
            differences={runDifferences(baseline, row.run)}
            isSelected={selection.has(row.run.id)}
            onChoose={() => choose(row)}
          />
        );
      })}
    </DataTable>
  );
}
