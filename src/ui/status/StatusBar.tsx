import { useState } from "react";
import { useDeviceStore } from "../../state/device.ts";
import { type Phase, useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { Progress } from "../controls/Progress.tsx";
import { ShortcutsSheet } from "../help/ShortcutsSheet.tsx";
import { bytesInWords, millisecondsInWords, secondsInWords } from "./quantities.ts";
import styles from "./StatusBar.module.css";

const PHASES: Record<Phase, string> = {
  idle: "Ready",
  starting: "Starting",
  running: "Training",
  paused: "Paused",
  stopping: "Stopping",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Failed",
};

function Reading({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.reading}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Readings() {
  const run = useRunStore();
  const backend = useDeviceStore(({ report }) => report?.backend ?? null);
  const spans: [string, string | null][] = [
    ["step", run.totalSteps > 0 ? `${run.step} / ${run.totalSteps}` : null],
    ["epoch", run.step > 0 ? run.epoch.toFixed(1) : null],
    ["step time", run.stepMilliseconds === null ? null : millisecondsInWords(run.stepMilliseconds)],
    ["data wait", run.dataWaitMilliseconds === null ? null : millisecondsInWords(run.dataWaitMilliseconds)],
    ["left in stage", run.secondsLeft === null ? null : secondsInWords(run.secondsLeft)],
    ["tensors", run.memoryBytes === null ? null : bytesInWords(run.memoryBytes)],
    ["runs on", backend],
  ];
  return (
    <dl className={styles.readings}>
      {spans.map(([name, value]) =>
        value === null ? null : <Reading key={name} name={name} value={value} />,
      )}
    </dl>
  );
}

/** What the run is doing, in numbers, and in words for screen readers once an epoch. */
export function StatusBar() {
  const phase = useRunStore((run) => run.phase);
  const message = useRunStore((run) => run.message);
  const compiling = useRunStore((run) => run.compiling);
  const [helpOpen, setHelpOpen] = useState(false);
  return (
    <footer className={styles.bar}>
      <p className={styles.phase} data-phase={phase}>
        {PHASES[phase]}
      </p>
      <p className={styles.message} role="status">
        {message}
      </p>
      {compiling ? (
        <div className={styles.compiling}>
          <Progress label="Compiling kernels" done={compiling.done} total={compiling.all} />
        </div>
      ) : null}
      <Readings />
      <Button label="Shortcuts" icon="keyboard" look="quiet" onClick={() => setHelpOpen(true)} />
      <ShortcutsSheet open={helpOpen} onClose={() => setHelpOpen(false)} />
    </footer>
  );
}
