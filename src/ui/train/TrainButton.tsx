import { COMMANDS } from "../../state/commands.ts";
import { useRunStore } from "../../state/run.ts";
import { formatShortcut } from "../commands/format-shortcut.ts";
import { useCommandEnabled } from "../commands/useCommandEnabled.ts";
import { Button } from "../controls/Button.tsx";
import { Tooltip } from "../controls/Tooltip.tsx";
import styles from "./TrainControls.module.css";
import { useTrainProblem } from "./use-train-problem.ts";

/** Train, Pause or Resume: one button of one width. What prevents a run is in its tooltip, and said when pressed. */
export function TrainButton() {
  const phase = useRunStore((run) => run.phase);
  const isBusy = phase === "running" || phase === "starting" || phase === "stopping";
  const command = phase === "paused" ? COMMANDS.resume : isBusy ? COMMANDS.pause : COMMANDS.train;
  const problem = useTrainProblem();
  const enabled = useCommandEnabled(command);
  const why = command === COMMANDS.train ? problem : null;
  const { label, shortcut } = command;
  return (
    <Tooltip text={why ?? label} shortcut={why === null ? formatShortcut(shortcut) : undefined}>
      <Button
        label={label}
        icon={command === COMMANDS.pause ? "pause" : "play"}
        variant="primary"
        className={styles.train}
        disabled={!enabled}
        aria-disabled={why !== null || undefined}
        aria-keyshortcuts={shortcut}
        onClick={() => command.run()}
      />
    </Tooltip>
  );
}
