import { useMemo } from "react";
import { runLog, useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { loadPart } from "../loading/load-part.tsx";
import { lastLosses } from "./last-losses.ts";
import styles from "./RunCurvesPanel.module.css";
import { useThrottled } from "./useThrottled.ts";

const MILLISECONDS_BETWEEN_DRAWINGS = 250;

const OpenCurves = loadPart(async () => (await import("./OpenCurves.tsx")).OpenCurves);

export interface RunCurvesPanelProps {
  readonly theme: string;
  /** Whether the charts are shown; one line otherwise. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** The panel as one line, with the last losses. */
function FoldedCurves({ onOpen }: { onOpen: () => void }) {
  const revision = useThrottled(
    useRunStore((run) => run.logRevision),
    MILLISECONDS_BETWEEN_DRAWINGS,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log changes with its revision
  const losses = useMemo(() => lastLosses(runLog.steps, runLog.epochs), [revision]);
  return (
    <section className={styles.folded} aria-labelledby="curves-title">
      <h2 id="curves-title">Curves</h2>
      <p className={styles.last}>{losses || "Loss, error and cell scores appear here during training."}</p>
      <Button label="Open" icon="chevronUp" variant="quiet" aria-label="Open the curves" onClick={onOpen} />
    </section>
  );
}

/**
 * The learning curves of the current run: loss, the stage's own metric, and the cells found or the learning
 * rate.
 */
export function RunCurvesPanel({ theme, open, onOpen }: RunCurvesPanelProps) {
  return open ? (
    <OpenCurves theme={theme} onFold={() => onOpen(false)} />
  ) : (
    <FoldedCurves onOpen={() => onOpen(true)} />
  );
}
