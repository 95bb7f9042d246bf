import { type CSSProperties, type KeyboardEvent, useState } from "react";
import { type ListedRun, nameOf } from "../../core/runs/listed-run.ts";
import { selectRun } from "../../state/runs.ts";
import { deleteRun } from "../../state/stored-runs.ts";
import { Icon } from "../controls/Icon.tsx";
import { IconButton } from "../controls/IconButton.tsx";
import { runColourToken } from "../theme/run-colour.ts";
import { differencesText } from "./differences-text.ts";
import { RunName } from "./RunName.tsx";
import styles from "./RunsTable.module.css";
import { SCORE_COLUMNS, stepsText, timeText } from "./run-columns.ts";
import type { RunDifferences } from "./run-differences.ts";
import { STATE_TITLES, stateOf, stateSentence } from "./run-state.ts";
import { StageBars } from "./StageBars.tsx";

export interface RunRowProps {
  readonly run: ListedRun;
  readonly index: number;
  readonly isBaseline: boolean;
  readonly differences: RunDifferences | null;
  readonly isSelected: boolean;
  readonly isChosen: boolean;
  readonly isReachable: boolean;
  /** Whether it stands below the row of its seeds. */
  readonly inGroup: boolean;
  readonly onChoose: () => void;
}

function Name({ run, index, isChosen, isReachable }: RunRowProps) {
  const [editing, setEditing] = useState(false);
  const name = nameOf(run);
  const press = (event: KeyboardEvent) => {
    if (event.key === "F2" && run.kind === "stored") setEditing(true);
    if (event.key === "Delete") void deleteRun(run.id);
  };
  if (editing) return <RunName id={run.id} name={name} onDone={() => setEditing(false)} />;
  return (
    <span className={styles.name}>
      <button
        type="button"
        className={styles.open}
        data-row={index}
        tabIndex={isReachable ? 0 : -1}
        aria-pressed={isChosen}
        aria-keyshortcuts="F2 Delete"
        title={name}
        onKeyDown={press}
        onDoubleClick={() => run.kind === "stored" && setEditing(true)}
      >
        {name}
      </button>
      {run.record?.pinned ? (
        <span className={styles.pin}>
          <Icon name="pin" />
          <span className="visually-hidden">pinned</span>
        </span>
      ) : null}
      {isChosen && run.kind === "stored" ? (
        <IconButton
          label={`Rename ${name}`}
          icon="edit"
          shortcut="F2"
          onClick={(event) => {
            event.stopPropagation();
            setEditing(true);
          }}
        />
      ) : null}
    </span>
  );
}

/** A run as a row of the table. */
export function RunRow(props: RunRowProps) {
  const { run, index, isBaseline, differences, isSelected, isChosen } = props;
  const { id, record } = run;
  const state = stateOf(run);
  const differs = differences ? differencesText(differences) : "";
  return (
    <tr
      className={styles.row}
      aria-rowindex={index + 2}
      data-chosen={isChosen || undefined}
      onClick={props.onChoose}
    >
      <td className={styles.check}>
        <label
          className={styles.swatch}
          style={{ "--run": `var(${runColourToken(record?.colour ?? 0)})` } as CSSProperties}
        >
          <input
            type="checkbox"
            aria-label={`Draw ${nameOf(run)}`}
            checked={isSelected}
            disabled={!record}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) => selectRun(id, event.target.checked)}
          />
        </label>
      </td>
      <th scope="row" data-in-group={props.inGroup || undefined}>
        <Name {...props} />
      </th>
      <td className={styles.differs} title={isBaseline ? undefined : differs}>
        {isBaseline ? <span className={styles.baseline}>Baseline</span> : differs}
      </td>
      <td>{record ? <StageBars record={record} /> : null}</td>
      {SCORE_COLUMNS.map((column) => (
        <td key={column.id} className={styles.number}>
          {column.text(run)}
        </td>
      ))}
      <td className={styles.number}>{stepsText(run)}</td>
      <td className={styles.number}>{timeText(run)}</td>
      <td className={styles.state} data-state={state} title={stateSentence(run) ?? undefined}>
        {STATE_TITLES[state]}
      </td>
    </tr>
  );
}
