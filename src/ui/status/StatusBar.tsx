import { type Phase, useRunStore } from "../../state/run.ts";
import { useVerdict, verdictLine } from "../../state/verdict.ts";
import { showHelp, showPalette, useViewStore } from "../../state/view.ts";
import { Progress } from "../controls/Progress.tsx";
import { loadDialog } from "../loading/load-dialog.tsx";
import { NextActButton } from "./NextActButton.tsx";
import { formatBytes, formatMilliseconds } from "./quantities.ts";
import styles from "./StatusBar.module.css";

const CommandPalette = loadDialog(async () => (await import("../help/CommandPalette.tsx")).CommandPalette);
const ShortcutsSheet = loadDialog(async () => (await import("../help/ShortcutsSheet.tsx")).ShortcutsSheet);

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

/** A value of constant width, so that its neighbours stay where they are; invisible while there is none. */
function Reading({ name, value, part }: { name: string; value: string | null; part: string }) {
  return (
    <div className={styles.reading} data-part={part} data-empty={value === null || undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Readings() {
  const run = useRunStore();
  const spans: [name: string, part: string, value: string | null][] = [
    ["step", "step", run.totalSteps > 0 ? `${run.step} / ${run.totalSteps}` : null],
    ["epoch", "epoch", run.step > 0 ? run.epoch.toFixed(1) : null],
    ["step time", "time", run.stepMilliseconds === null ? null : formatMilliseconds(run.stepMilliseconds)],
    [
      "data wait",
      "wait",
      run.dataWaitMilliseconds === null ? null : formatMilliseconds(run.dataWaitMilliseconds),
    ],
    ["memory", "memory", run.memoryBytes === null ? null : formatBytes(run.memoryBytes)],
  ];
  return (
    <dl className={styles.readings}>
      {spans.map(([name, part, value]) => (
        <Reading key={part} name={name} part={part} value={value} />
      ))}
    </dl>
  );
}

/** State of the run, in numbers, and in words for screen readers once per epoch. */
export function StatusBar() {
  const phase = useRunStore((run) => run.phase);
  const ofRun = useRunStore((run) => run.message);
  const message = useVerdict(verdictLine) ?? ofRun;
  const compiling = useRunStore((run) => run.compiling);
  const helpOpen = useViewStore((view) => view.helpOpen);
  const paletteOpen = useViewStore((view) => view.paletteOpen);
  return (
    <footer className={styles.bar}>
      <p className={styles.phase} data-phase={phase}>
        {PHASES[phase]}
      </p>
      <p className={styles.message} role="status" title={message}>
        {message}
      </p>
      {compiling ? (
        <div className={styles.compiling}>
          <Progress label="Compiling kernels" done={compiling.done} total={compiling.all} />
        </div>
      ) : null}
      <Readings />
      <NextActButton />
      <ShortcutsSheet open={helpOpen} onClose={() => showHelp(false)} />
      <CommandPalette open={paletteOpen} onClose={() => showPalette(false)} />
    </footer>
  );
}
