import styles from "./GridBuilder.module.css";

export interface ValueListProps {
  /** Accessible name. */
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly text: string;
  /** What may be typed. */
  readonly hint: string;
  /** Sentences about the values that are not possible. */
  readonly problems: readonly string[];
  readonly id: string;
  readonly onChange: (text: string) => void;
}

/** A typed list of values; below it what may be typed, or what is wrong with it. */
export function ValueList({ label, placeholder, text, hint, problems, id, onChange }: ValueListProps) {
  return (
    <div>
      <input
        type="text"
        className={`${styles.input} ${styles.values}`}
        aria-label={label}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className={problems.length > 0 ? styles.problem : styles.hint}>
        {problems.length > 0 ? problems.join(" ") : hint}
      </p>
    </div>
  );
}
