import styles from "./PairingTable.module.css";

export interface RowButtonProps {
  readonly index: number;
  readonly chosen: boolean;
  readonly reachable: boolean;
  /** Name of the row. */
  readonly words: string;
}

/** The name of a row; pressing it, or a click anywhere on the row, selects the row. */
export function RowButton({ index, chosen, reachable, words }: RowButtonProps) {
  return (
    <button
      type="button"
      className={styles.open}
      data-row={index}
      aria-pressed={chosen}
      tabIndex={reachable ? 0 : -1}
      title={words}
    >
      <span className={styles.clamped}>{words}</span>
    </button>
  );
}
