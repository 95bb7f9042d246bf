import type { CSSProperties } from "react";
import { counted } from "../../core/counted.ts";
import { groupLabel } from "../../core/curves/group-name.ts";
import { nameOf } from "../../core/runs/listed-run.ts";
import { selectRun } from "../../state/runs.ts";
import { NO_VALUE } from "../controls/no-value.ts";
import { formatSeconds } from "../status/quantities.ts";
import { differencesText } from "./differences-text.ts";
import styles from "./RunsTable.module.css";
import { SCORE_COLUMNS, type ScoreColumn, TIME_COLUMN } from "./run-columns.ts";
import type { RunDifferences } from "./run-differences.ts";
import { overSeeds, type SeedsRow as Row } from "./seed-rows.ts";

function Score({ row, column }: { row: Row; column: ScoreColumn }) {
  const found = overSeeds(row, column);
  if (!found) return NO_VALUE;
  const { mean, spread, count } = found;
  const title = `${column.title}: mean ${spread === null ? "" : "and sample standard deviation "}of ${counted(count, "run")}`;
  return (
    <span className={styles.mean} title={title}>
      {mean.toFixed(column.decimals)}
      <span className={styles.spread}>{spread === null ? "" : `± ${spread.toFixed(column.decimals)}`}</span>
    </span>
  );
}

export interface SeedsRowProps {
  readonly row: Row;
  readonly index: number;
  /** Of its first run from the baseline. */
  readonly differences: RunDifferences | null;
  /** Ids of the runs that are drawn. */
  readonly selection: ReadonlySet<string>;
  readonly isChosen: boolean;
  readonly isReachable: boolean;
  readonly onChoose: () => void;
}

/** Mean and spread of runs that differ only in their seed, as a row of the table above them. */
export function SeedsRow({
  row,
  index,
  differences,
  selection,
  isChosen,
  isReachable,
  onChoose,
}: SeedsRowProps) {
  const { runs, finished } = row;
  const count =
    finished.length === runs.length ? `${runs.length} seeds` : `${finished.length} of ${runs.length} seeds`;
  const settings = differences?.settings.filter(({ path }) => path.join() !== "seed") ?? [];
  const differs = differences ? differencesText({ ...differences, settings }) : "";
  const milliseconds = overSeeds(row, TIME_COLUMN);
  return (
    <tr
      className={`${styles.row} ${styles.seeds}`}
      aria-rowindex={index + 2}
      data-chosen={isChosen || undefined}
      onClick={onChoose}
    >
      <td className={styles.check}>
        <label className={styles.swatch} style={{ "--run": "var(--text-muted)" } as CSSProperties}>
          <input
            type="checkbox"
            aria-label={`Draw the ${count} with ${nameOf(runs[0])}`}
            checked={runs.every(({ id }) => selection.has(id))}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) => {
              for (const { id } of runs) selectRun(id, event.target.checked);
            }}
          />
        </label>
      </td>
      <th scope="row">
        <span className={styles.name}>
          <button
            type="button"
            className={styles.open}
            data-row={index}
            tabIndex={isReachable ? 0 : -1}
            aria-pressed={isChosen}
            title={`Mean and sample standard deviation of ${counted(finished.length, "finished run")}:\n${finished.map(nameOf).join("\n")}`}
          >
            {groupLabel(runs.map(nameOf))}
          </button>
        </span>
      </th>
      <td className={styles.differs} title={differs}>
        {differs}
      </td>
      <td />
      {SCORE_COLUMNS.map((column) => (
        <td key={column.id} className={styles.number}>
          <Score row={row} column={column} />
        </td>
      ))}
      <td />
      <td className={styles.number}>{milliseconds ? formatSeconds(milliseconds.mean / 1000) : NO_VALUE}</td>
      <td className={styles.state}>{count}</td>
    </tr>
  );
}
