import { useEffect, useMemo, useState } from "react";
import { useOverlay } from "../../state/overlay.ts";
import { baselineOf, useRunsStore } from "../../state/runs.ts";
import { verifyRuns } from "../../state/stored-runs.ts";
import { OverlayView } from "../overlay/OverlayView.tsx";
import { arrangeRuns, type RunOrder } from "./arrange-runs.ts";
import { RunDetail } from "./RunDetail.tsx";
import styles from "./RunsPanel.module.css";
import { RunsTable } from "./RunsTable.tsx";
import { RunsTools } from "./RunsTools.tsx";
import { STARTED_COLUMN } from "./run-columns.ts";
import { runDifferences } from "./run-differences.ts";

const EMPTY = "Every run is kept here with its settings, curves and networks: press Train to make the first.";
const ABSENT =
  "This browser gives the page no storage, so runs are not kept: export the weights before you leave.";

/** The runs of all visits, compared with one of them. */
export function RunsPanel() {
  const runs = useRunsStore((state) => state.runs);
  const place = useRunsStore((state) => state.place);
  const chosen = useRunsStore((state) => state.chosen);
  const chosenBaseline = useRunsStore((state) => state.baseline);
  const isDrawn = useOverlay(({ isOpen }) => isOpen);
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<RunOrder>({ column: STARTED_COLUMN, descending: true });
  const baseline = baselineOf({ runs, baseline: chosenBaseline });
  const shown = useMemo(() => arrangeRuns(runs, search, order), [runs, search, order]);
  const run = shown.find(({ id }) => id === chosen);
  useEffect(() => {
    if (place === "stored") void verifyRuns();
  }, [place]);
  if (place === "absent") return <p className={styles.empty}>{ABSENT}</p>;
  if (isDrawn) {
    return (
      <section className={`${styles.panel} ${styles.drawn}`} aria-label="Runs">
        <RunsTools search={null} onSearch={setSearch} />
        <OverlayView />
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-label="Runs">
      <RunsTools search={search} onSearch={setSearch} />
      {shown.length > 0 ? (
        <RunsTable runs={shown} baseline={baseline} order={order} onOrder={setOrder} />
      ) : (
        <p className={styles.empty}>{runs.length === 0 ? EMPTY : "No run fits the search."}</p>
      )}
      {run ? <RunDetail run={run} baseline={baseline} differences={runDifferences(baseline, run)} /> : null}
    </section>
  );
}
