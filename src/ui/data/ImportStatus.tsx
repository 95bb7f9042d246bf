import { cancelImport, dismissRefused, useDatasetStore } from "../../state/dataset.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Progress } from "../controls/Progress.tsx";
import styles from "./ImportStatus.module.css";

/** How far the import under way is, with a way out; the sentence of the last failure. */
export function ImportStatus() {
  const importing = useDatasetStore((state) => state.importing);
  const error = useDatasetStore((state) => state.error);
  if (!importing && error === null) return null;
  return (
    <div className={styles.status}>
      {importing ? (
        <div className={styles.progress}>
          <Progress
            label="Reading"
            done={importing.done}
            total={importing.total}
            detail={importing.current}
          />
          <Button label="Cancel" onClick={cancelImport} />
        </div>
      ) : null}
      {error === null ? null : (
        <Notice kind="danger">
          {error} <Button label="Dismiss" look="quiet" onClick={dismissRefused} />
        </Notice>
      )}
    </div>
  );
}
