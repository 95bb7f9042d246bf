import type { KeyboardEvent, RefObject } from "react";
import { Icon } from "./Icon.tsx";
import styles from "./SearchField.module.css";

export interface SearchFieldProps {
  /** Accessible name, and placeholder of the empty field. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef?: RefObject<HTMLInputElement | null> | undefined;
  /** The list that the arrow keys move in while the field has the focus, and its active option. */
  readonly list?:
    | {
        readonly id: string;
        readonly active: string | null;
        readonly onKeyDown: (event: KeyboardEvent) => void;
      }
    | undefined;
}

/** Text to search for; the browser's own button clears it. */
export function SearchField({ label, value, onChange, inputRef, list }: SearchFieldProps) {
  const combobox = list && {
    role: "combobox",
    "aria-expanded": true,
    "aria-controls": list.id,
    "aria-activedescendant": list.active ?? undefined,
    onKeyDown: list.onKeyDown,
  };
  return (
    <div className={styles.field}>
      <Icon name="search" />
      <input
        {...combobox}
        ref={inputRef}
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
