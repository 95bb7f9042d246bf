import { useId } from "react";
import styles from "./TextField.module.css";

export interface TextFieldProps {
  /** Visible label and accessible name. */
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly onChange: (value: string) => void;
}

const LONGEST = 500;

/** A line of text below its label. */
export function TextField({ label, value, placeholder, onChange }: TextFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className={styles.input}
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
