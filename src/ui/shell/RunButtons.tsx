import { COMMANDS } from "../../state/commands.ts";
import { useRunStore } from "../../state/run.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import styles from "./RunButtons.module.css";

/** Start, pause, resume, single step, stop. */
export function RunButtons() {
  const phase = useRunStore((run) => run.phase);
  const paused = phase === "paused";
  const isBusy = phase === "running" || phase === "starting" || phase === "stopping";
  return (
    <div className={styles.buttons} role="toolbar" aria-label="Run">
      {paused ? (
        <CommandButton command={COMMANDS.resume} icon="play" variant="primary" />
      ) : isBusy ? (
        <CommandButton command={COMMANDS.pause} icon="pause" variant="primary" />
      ) : (
        <CommandButton command={COMMANDS.train} icon="play" variant="primary" />
      )}
      <CommandButton command={COMMANDS.step} icon="step" />
      <CommandButton command={COMMANDS.stop} icon="stop" />
    </div>
  );
}
