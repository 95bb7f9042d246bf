import type { RowState } from "./pairing-rows.ts";
import styles from "./StateTag.module.css";

/** How a file or pair fared, in a word with its colour. */
export function StateTag({ state }: { state: RowState }) {
  return (
    <span className={styles.tag} data-state={state}>
      {state}
    </span>
  );
}
