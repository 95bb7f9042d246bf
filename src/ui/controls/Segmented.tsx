import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import styles from "./Segmented.module.css";

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Part of the label, shown where there is little room: in a container narrower than 880 px. */
  readonly short?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Tooltip, e.g. why it is disabled. */
  readonly title?: string | undefined;
}

export interface SegmentedProps<Value extends string> {
  /** Visible label and accessible name of the group. */
  readonly label: string;
  /** Keeps the label for assistive technology only, if adjacent text already contains it. */
  readonly labelHidden?: boolean | undefined;
  readonly value: Value;
  readonly options: readonly SegmentedOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** Words with the width of their bold form, so that nothing moves when another option is chosen. */
function Words({ text }: { text: string }) {
  return (
    <span className={styles.words} data-text={text}>
      {text}
    </span>
  );
}

/** A choice of a few options, all visible. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, labelHidden, value, options, onChange } = props;
  const id = useId();
  return (
    <div className={styles.row}>
      <span id={id} className={labelHidden ? "visually-hidden" : styles.label}>
        {label}
      </span>
      <RadioGroup
        aria-labelledby={id}
        className={styles.group}
        value={value}
        onValueChange={(next: Value) => onChange(next)}
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            nativeButton
            render={<button type="button" />}
            disabled={option.disabled}
            title={option.title}
            aria-label={option.short === undefined ? undefined : option.label}
            className={styles.item}
          >
            {option.short === undefined ? (
              <Words text={option.label} />
            ) : (
              <>
                <span className={styles.long}>
                  <Words text={option.label} />
                </span>
                <span className={styles.short}>
                  <Words text={option.short} />
                </span>
              </>
            )}
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  );
}
