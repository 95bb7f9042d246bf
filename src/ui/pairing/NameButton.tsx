import { RowButton } from "../table/RowButton.tsx";
import styles from "./PairingTable.module.css";

export interface NameButtonProps {
  readonly index: number;
  readonly chosen: boolean;
  readonly reachable: boolean;
  /** Name of the row. */
  readonly text: string;
}

/** The name of a row in at most two lines. */
export function NameButton({ text, ...row }: NameButtonProps) {
  return (
    <RowButton {...row} className={styles.name} title={text}>
      <span className={styles.clamped}>{text}</span>
    </RowButton>
  );
}
