import { counted } from "../../core/counted.ts";
import { type Persistence, runsBytes, runsLimit, useRunsStore } from "../../state/runs.ts";
import { dismissDeleted, undoDelete } from "../../state/stored-runs.ts";
import { Button } from "../controls/Button.tsx";
import { IconButton } from "../controls/IconButton.tsx";
import { Info } from "../controls/Info.tsx";
import { SearchField } from "../controls/SearchField.tsx";
import { ViewTools } from "../controls/ViewTools.tsx";
import bar from "../controls/view-bar.module.css";
import { RunsViewChoice } from "../queue/RunsViewChoice.tsx";
import { formatBytes } from "../status/quantities.ts";
import styles from "./RunsTools.module.css";

const PROMISES: Readonly<Record<NonNullable<Persistence>, string>> = {
  kept: "The browser has agreed to keep them until you delete them.",
  "may be deleted":
    "The browser has not agreed to keep them: it may delete them when the disk is nearly full. Export the weights that you need.",
};

const LIMIT =
  "When the runs reach the limit, a fifth of the storage that the browser gives the page, checkpoints and weights of the oldest runs that are not pinned are deleted. Settings and curves stay.";

function Deleted() {
  const deleted = useRunsStore(({ lastDeleted }) => lastDeleted);
  return (
    <div className={styles.deleted} role="status">
      {deleted ? (
        <>
          <span className={styles.words}>Deleted {deleted.name}.</span>
          <Button label="Undo" icon="undo" onClick={() => void undoDelete()} />
          <IconButton label="Dismiss" icon="close" onClick={dismissDeleted} />
        </>
      ) : null}
    </div>
  );
}

function Storage() {
  const runs = useRunsStore((state) => state.runs);
  const limit = runsLimit(useRunsStore(({ quota }) => quota));
  const persistence = useRunsStore((state) => state.persistence);
  const promise = persistence === null ? "" : ` ${PROMISES[persistence]}`;
  return (
    <p className={styles.storage}>
      <span className={styles.count}>{counted(runs.length, "run")}</span>
      <span>
        {formatBytes(runsBytes(runs))} of {formatBytes(limit)}
      </span>
      <Info about="the storage of runs" text={`${LIMIT}${promise}`} />
    </p>
  );
}

export interface RunsToolsProps {
  /** Null where there is nothing to search. */
  readonly search: string | null;
  readonly onSearch: (search: string) => void;
  /** Whether runs that differ only in their seed stand below their mean; null if there are none. */
  readonly grouped: boolean | null;
  readonly onGroup: (grouped: boolean) => void;
}

/** What is shown, search, undo of a deletion, and the storage that the runs take. */
export function RunsTools({ search, onSearch, grouped, onGroup }: RunsToolsProps) {
  return (
    <ViewTools>
      <div className={`${bar.bar} ${styles.tools}`}>
        <h2 className="visually-hidden">Runs</h2>
        <RunsViewChoice />
        {search === null ? null : <SearchField label="Search runs" value={search} onChange={onSearch} />}
        {grouped === null ? null : (
          <Button
            label="Group seeds"
            aria-pressed={grouped}
            title="Mean and spread of runs that differ only in their seed"
            onClick={() => onGroup(!grouped)}
          />
        )}
        <Deleted />
        <Storage />
      </div>
    </ViewTools>
  );
}
