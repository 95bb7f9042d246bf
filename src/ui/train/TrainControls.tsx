import { COMMANDS } from "../../state/commands.ts";
import { useQueueStore } from "../../state/queue.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { useEstimateText, useSecondsLeft } from "../../state/train-estimate.ts";
import { CommandIconButton } from "../commands/CommandIconButton.tsx";
import { Icon } from "../controls/Icon.tsx";
import { loadPart } from "../loading/load-part.tsx";
import { formatSeconds } from "../status/quantities.ts";
import { RunProgress } from "./RunProgress.tsx";
import stages from "./StagesPopover.module.css";
import { TrainButton } from "./TrainButton.tsx";
import styles from "./TrainControls.module.css";

const StagesPopover = loadPart(
  async () => (await import("./StagesPopover.tsx")).StagesPopover,
  () => (
    <span className={stages.trigger}>
      Stages
      <Icon name="chevron" />
    </span>
  ),
);

/** Estimated time of the next run, or what is left of the one in progress. */
function TimeText() {
  const active = useRunStore((run) => isActive(run.phase));
  const left = useSecondsLeft();
  const estimate = useEstimateText();
  const queue = useQueueStore(({ progress }) => progress);
  if (queue) {
    const { place, of, secondsAfter } = queue;
    const whole = left === null || secondsAfter === null ? null : left + secondsAfter;
    return `${place} of ${of}${whole === null ? "" : ` · ${formatSeconds(whole)} left`}`;
  }
  if (active) return left === null ? "" : `${formatSeconds(left)} left`;
  return estimate ?? "";
}

/** Train, pause and resume, the stages, single steps and stop; below them the progress and the time of the run. */
export function TrainControls() {
  return (
    <div className={styles.controls}>
      <div className={styles.buttons} role="toolbar" aria-label="Run">
        <TrainButton />
        <StagesPopover />
        <CommandIconButton command={COMMANDS.step} icon="step" />
        <CommandIconButton command={COMMANDS.stop} icon="stop" />
      </div>
      <div className={styles.below}>
        <RunProgress />
        <span className={styles.time}>
          <TimeText />
        </span>
      </div>
    </div>
  );
}
