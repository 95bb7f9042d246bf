import { Icon } from "./Icon.tsx";
import styles from "./SearchField.module.css";

export interface SearchFieldProps {
  /** Accessible name, and placeholder of the empty field. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Text to search for; the browser's own button clears it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <div className={styles.field}>
      <Icon name="search" />
      <input
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
