import { Popover } from "@base-ui/react/popover";
import { PIPELINES } from "../../core/recipe/pipelines.ts";
import { chooseEndNotification, useEndNotification } from "../../state/end-notification.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { useEstimateText } from "../../state/train-estimate.ts";
import { Icon } from "../controls/Icon.tsx";
import { Notice } from "../controls/Notice.tsx";
import popup from "../controls/popup.module.css";
import { Switch } from "../controls/Switch.tsx";
import { PipelineChoice } from "./PipelineChoice.tsx";
import styles from "./StagesPopover.module.css";
import { StageToggle } from "./StageToggle.tsx";

function Summary() {
  const active = useRunStore((run) => isActive(run.phase));
  const estimate = useEstimateText();
  if (active) return <p className={styles.summary}>The stages can be changed after the run.</p>;
  return (
    <p className={styles.summary}>
      {estimate === null
        ? "The time appears here once there are images with masks."
        : `All chosen stages: ${estimate} on this device.`}
    </p>
  );
}

function NotifySwitch() {
  const { wanted, problem } = useEndNotification();
  return (
    <div className={styles.notify}>
      <Switch
        label="Notify me when the run ends"
        checked={wanted}
        onChange={(on) => void chooseEndNotification(on)}
      />
      {problem === null ? null : <Notice kind="warning">{problem}</Notice>}
    </div>
  );
}

/** Choice of the stages to train, with their states and times. */
export function StagesPopover() {
  const pipeline = useRecipeStore(({ recipe }) => recipe.pipeline);
  const active = useRunStore((run) => isActive(run.phase));
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.trigger}>
        Stages
        <Icon name="chevron" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className={popup.layer}>
          <Popover.Popup className={`${popup.popup} ${styles.popup}`}>
            <Popover.Title className={styles.title}>Stages to train</Popover.Title>
            {active ? null : (
              <div className={styles.pipeline}>
                <PipelineChoice />
              </div>
            )}
            {PIPELINES[pipeline].stages.map((stage, _, all) => (
              <StageToggle key={stage} stage={stage} isOnly={all.length === 1} />
            ))}
            <Summary />
            <NotifySwitch />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
