import { NumberField as BaseNumberField } from "@base-ui/react/number-field";
import { useEffect, useId, useState } from "react";
import styles from "./field-row.module.css";

export interface NumberFieldProps {
  /** Visible label and accessible name. */
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Shown behind the number, e.g. `px`, `°`. */
  readonly unit?: string | undefined;
  /** One short sentence on what the number does. */
  readonly explanation?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  /** A typed number is rounded to the nearest multiple of this. */
  readonly multipleOf?: number | undefined;
  readonly disabled?: boolean | undefined;
}

const FORMAT: Intl.NumberFormatOptions = { useGrouping: false, maximumSignificantDigits: 9 };

/** A number with its unit. The change is reported when it is committed, not at every key. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, unit, explanation, min, max, step = 1, multipleOf, disabled } = props;
  const [draft, setDraft] = useState<number | null>(value);
  useEffect(() => setDraft(value), [value]);
  const id = useId();
  const commit = (typed: number | null) => {
    if (typed === null) {
      setDraft(value);
      return;
    }
    const rounded = multipleOf ? Math.round(typed / multipleOf) * multipleOf : typed;
    const bounded = Math.min(
      max ?? Number.POSITIVE_INFINITY,
      Math.max(min ?? Number.NEGATIVE_INFINITY, rounded),
    );
    setDraft(bounded);
    if (bounded !== value) onChange(bounded);
  };
  return (
    <div className={styles.row} data-disabled={disabled || undefined}>
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        {explanation ? (
          <p className={styles.explanation} id={`${id}-why`}>
            {explanation}
          </p>
        ) : null}
      </div>
      <BaseNumberField.Root
        id={id}
        value={draft}
        onValueChange={setDraft}
        onValueCommitted={commit}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        format={FORMAT}
        locale="en-GB"
        className={styles.box}
      >
        <BaseNumberField.Input
          className={styles.number}
          aria-describedby={explanation ? `${id}-why` : undefined}
        />
        {unit ? <span className={styles.unit}>{unit}</span> : null}
      </BaseNumberField.Root>
    </div>
  );
}
