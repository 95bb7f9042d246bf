import { useEffect, useMemo, useState } from "react";
import { useOverlay } from "../../state/overlay.ts";
import { useQueueStore } from "../../state/queue.ts";
import { baselineOf, useRunsStore } from "../../state/runs.ts";
import { verifyRuns } from "../../state/stored-runs.ts";
import { OverlayView } from "../overlay/OverlayView.tsx";
import { QueuePanel } from "../queue/QueuePanel.tsx";
import { arrangeRuns, type RunOrder } from "./arrange-runs.ts";
import { RunDetail } from "./RunDetail.tsx";
import styles from "./RunsPanel.module.css";
import { RunsTable } from "./RunsTable.tsx";
import { RunsTools } from "./RunsTools.tsx";
import { STARTED_COLUMN } from "./run-columns.ts";
import { runDifferences } from "./run-differences.ts";
import { aloneRow, seedRows } from "./seed-rows.ts";

const EMPTY = "Every run is kept here with its settings, curves and networks: press Train to make the first.";
const ABSENT =
  "This browser gives the page no storage, so runs are not kept: export the weights before you leave.";

/** The runs of all visits, compared with one of them; or the queue of those to do. */
export function RunsPanel() {
  return useQueueStore(({ isShown }) => isShown) ? <QueuePanel /> : <KeptRuns />;
}

function KeptRuns() {
  const runs = useRunsStore((state) => state.runs);
  const place = useRunsStore((state) => state.place);
  const chosen = useRunsStore((state) => state.chosen);
  const chosenBaseline = useRunsStore((state) => state.baseline);
  const isDrawn = useOverlay(({ isOpen }) => isOpen);
  const [search, setSearch] = useState("");
  const [grouped, setGrouped] = useState(true);
  const [order, setOrder] = useState<RunOrder>({ column: STARTED_COLUMN, descending: true });
  const baseline = baselineOf({ runs, baseline: chosenBaseline });
  const shown = useMemo(() => arrangeRuns(runs, search, order), [runs, search, order]);
  const groupedRows = useMemo(() => seedRows(shown, order), [shown, order]);
  const rows = useMemo(() => (grouped ? groupedRows : shown.map(aloneRow)), [grouped, groupedRows, shown]);
  const hasGroups = groupedRows.length > shown.length;
  const run = shown.find(({ id }) => id === chosen);
  useEffect(() => {
    if (place === "stored") void verifyRuns();
  }, [place]);
  if (place === "absent") return <p className={styles.empty}>{ABSENT}</p>;
  if (isDrawn) {
    return (
      <section className={`${styles.panel} ${styles.drawn}`} aria-label="Runs">
        <RunsTools search={null} onSearch={setSearch} grouped={null} onGroup={setGrouped} />
        <OverlayView />
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-label="Runs">
      <RunsTools
        search={search}
        onSearch={setSearch}
        grouped={hasGroups ? grouped : null}
        onGroup={setGrouped}
      />
      {shown.length > 0 ? (
        <RunsTable rows={rows} baseline={baseline} order={order} onOrder={setOrder} />
      ) : (
        <p className={styles.empty}>{runs.length === 0 ? EMPTY : "No run fits the search."}</p>
      )}
      {run ? <RunDetail run={run} baseline={baseline} differences={runDifferences(baseline, run)} /> : null}
    </section>
  );
}
