import styles from "./field-row.module.css";
import type { useNumberEntry } from "./use-number-entry.ts";

interface NumberBoxProps {
  readonly entry: ReturnType<typeof useNumberEntry>;
  readonly unit: string | undefined;
  readonly disabled: boolean;
  readonly describedBy: string | undefined;
  /** Id of the input, for its label. */
  readonly id?: string | undefined;
  /** Accessible name if no label refers to the input. */
  readonly label?: string | undefined;
}

/** Input box for a number, with its unit. */
export function NumberBox({ entry, unit, disabled, describedBy, id, label }: NumberBoxProps) {
  return (
    <span
      className={styles.box}
      data-disabled={disabled || undefined}
      data-refused={entry.problem !== null || undefined}
    >
      <input
        key={entry.generation}
        {...entry.input}
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        data-idle={!entry.isTyping || undefined}
        aria-label={label}
        aria-describedby={describedBy}
        className={styles.number}
      />
      {unit ? <span className={styles.unit}>{unit}</span> : null}
    </span>
  );
}
