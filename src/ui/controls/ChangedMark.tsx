import { Button as BaseButton } from "@base-ui/react/button";
import styles from "./ChangedMark.module.css";
import { Tooltip } from "./Tooltip.tsx";

export interface ChangedMarkProps {
  /** Name of the setting, e.g. "Rotation". */
  readonly name: string;
  /** Whether its value differs from the preset. */
  readonly isChanged: boolean;
  readonly onReset: () => void;
}

/** A dot beside a changed setting, which resets it when pressed. Its space is kept without a change. */
export function ChangedMark({ name, isChanged, onReset }: ChangedMarkProps) {
  if (!isChanged) return <span className={styles.space} />;
  return (
    <Tooltip text="Changed. Press to reset.">
      <BaseButton type="button" className={styles.mark} aria-label={`Reset ${name}`} onClick={onReset} />
    </Tooltip>
  );
}
