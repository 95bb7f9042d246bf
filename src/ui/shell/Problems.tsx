import { dismissRunError, useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import styles from "./Problems.module.css";

/** The sentence of what stopped a run, across the page, until it is put away. */
export function Problems() {
  const error = useRunStore((run) => run.error);
  if (error === null) return null;
  return (
    <div className={styles.problems}>
      <Notice kind="danger">{error}</Notice>
      <Button label="Dismiss" look="quiet" onClick={dismissRunError} />
    </div>
  );
}
