import { COMMANDS } from "../../state/commands.ts";
import { useRunStore } from "../../state/run.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import styles from "./TrainControls.module.css";

/** Train, Pause or Resume: one button of one width. */
export function TrainButton() {
  const phase = useRunStore((run) => run.phase);
  const isBusy = phase === "running" || phase === "starting" || phase === "stopping";
  const command = phase === "paused" ? COMMANDS.resume : isBusy ? COMMANDS.pause : COMMANDS.train;
  return (
    <CommandButton
      command={command}
      icon={command === COMMANDS.pause ? "pause" : "play"}
      variant="primary"
      className={styles.train}
    />
  );
}
