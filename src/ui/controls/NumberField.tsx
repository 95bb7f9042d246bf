import { useId } from "react";
import { Explained } from "./Explained.tsx";
import styles from "./field-row.module.css";
import { NumberBox } from "./NumberBox.tsx";
import { type NumberEntryOptions, useNumberEntry } from "./use-number-entry.ts";

export interface NumberFieldProps extends Omit<NumberEntryOptions, "step" | "disabled"> {
  /** Visible label and accessible name. */
  readonly label: string;
  /** One short sentence on the effect of the number. */
  readonly explanation?: string | undefined;
  /** One short sentence on what is doubtful about the current value. */
  readonly caution?: string | null | undefined;
  readonly step?: number | undefined;
  readonly disabled?: boolean | undefined;
}

/** A number with its unit. A change is reported when it is committed, not at every key. */
export function NumberField(props: NumberFieldProps) {
  const { label, explanation, caution, step = 1, disabled = false, ...rest } = props;
  const entry = useNumberEntry({ ...rest, step, disabled });
  const id = useId();
  const descriptions = [
    explanation && `${id}-why`,
    caution && `${id}-caution`,
    entry.problem && `${id}-problem`,
  ];
  return (
    <div className={styles.row} data-disabled={disabled || undefined}>
      <div className={styles.words}>
        <Explained about={label} explanation={explanation} id={`${id}-why`}>
          <label htmlFor={id}>{label}</label>
        </Explained>
      </div>
      <NumberBox
        id={id}
        entry={entry}
        unit={props.unit}
        disabled={disabled}
        describedBy={descriptions.filter(Boolean).join(" ") || undefined}
      />
      {caution ? (
        <p className={styles.caution} id={`${id}-caution`}>
          {caution}
        </p>
      ) : null}
      {entry.problem === null ? null : (
        <p className={styles.problem} id={`${id}-problem`} role="alert">
          {entry.problem}
        </p>
      )}
    </div>
  );
}
