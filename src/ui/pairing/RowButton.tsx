import styles from "./PairingTable.module.css";

export interface RowButtonProps {
  readonly index: number;
  readonly chosen: boolean;
  readonly reachable: boolean;
  /** Name of the row. */
  readonly text: string;
}

/** The name of a row; pressing it, or a click anywhere on the row, selects the row. */
export function RowButton({ index, chosen, reachable, text }: RowButtonProps) {
  return (
    <button
      type="button"
      className={styles.open}
      data-row={index}
      aria-pressed={chosen}
      tabIndex={reachable ? 0 : -1}
      title={text}
    >
      <span className={styles.clamped}>{text}</span>
    </button>
  );
}
