import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { useId } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Segmented.module.css";

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Drawn instead of the words, which stay the accessible name. */
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
}

export interface SegmentedProps<Value extends string> {
  /** Visible label and accessible name of the group. */
  readonly label: string;
  /** Keeps the label for assistive technology only, where the words beside already say it. */
  readonly labelHidden?: boolean | undefined;
  readonly value: Value;
  readonly options: readonly SegmentedOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, labelHidden, value, options, onChange } = props;
  const id = useId();
  return (
    <div className={styles.row}>
      <span id={id} className={labelHidden ? "visually-hidden" : styles.label}>
        {label}
      </span>
      <ToggleGroup
        aria-labelledby={id}
        className={styles.group}
        value={[value]}
        onValueChange={([next]) => {
          if (next !== undefined) onChange(next);
        }}
      >
        {options.map((option) => (
          <Toggle
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            className={styles.item}
            aria-label={option.icon ? option.label : undefined}
            title={option.icon ? option.label : undefined}
          >
            {option.icon ? <Icon name={option.icon} /> : option.label}
          </Toggle>
        ))}
      </ToggleGroup>
    </div>
  );
}
