import { dismissDatasetError, useDatasetStore } from "../../state/dataset.ts";
import { dismissMissingCode, useMissingCode } from "../../state/missing-code.ts";
import { dismissRunError, useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import styles from "./Problems.module.css";

function Problem({ sentence, onDismiss }: { sentence: string | null; onDismiss: () => void }) {
  if (sentence === null) return null;
  return (
    <div className={styles.problems}>
      <Notice kind="danger">{sentence}</Notice>
      <Button label="Dismiss" variant="quiet" onClick={onDismiss} />
    </div>
  );
}

/** Errors of runs, of images and of the page itself, across the page, until dismissed. */
export function Problems() {
  const runError = useRunStore((run) => run.error);
  const datasetError = useDatasetStore((state) => state.error);
  const missingCode = useMissingCode(({ problem }) => problem);
  return (
    <>
      <Problem sentence={missingCode} onDismiss={dismissMissingCode} />
      <Problem sentence={runError} onDismiss={dismissRunError} />
      <Problem sentence={datasetError} onDismiss={dismissDatasetError} />
    </>
  );
}
