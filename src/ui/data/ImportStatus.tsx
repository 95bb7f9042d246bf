import type { ImportProgress } from "../../core/dataset/import-progress.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { cancelImport } from "../../state/import-progress.ts";
import { Button } from "../controls/Button.tsx";
import { Progress } from "../controls/Progress.tsx";
import styles from "./ImportStatus.module.css";

/** The current file or image; for a long table, the fraction already read. */
function detailOf({ current, fraction = 0 }: ImportProgress): string {
  return fraction > 0 ? `${current}, ${Math.floor(100 * fraction)} % read` : current;
}

/** Progress of the import with a way to cancel it; nothing if none is in progress. */
export function ImportStatus() {
  const importing = useDatasetStore((state) => state.importing);
  if (!importing) return null;
  return (
    <div className={styles.status}>
      <Progress
        label="Reading images"
        done={importing.done}
        total={importing.total}
        detail={detailOf(importing)}
      />
      <Button label="Cancel" onClick={cancelImport} />
    </div>
  );
}
