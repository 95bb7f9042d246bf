import type { RowState } from "./pairing-rows.ts";
import styles from "./StateTag.module.css";

/** State of a file or pair, as a word with its colour. */
export function StateTag({ state }: { state: RowState }) {
  return (
    <span className={styles.tag} data-state={state}>
      {state}
    </span>
  );
}
