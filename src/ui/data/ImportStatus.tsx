import { cancelImport, useDatasetStore } from "../../state/dataset.ts";
import { Button } from "../controls/Button.tsx";
import { Progress } from "../controls/Progress.tsx";
import styles from "./ImportStatus.module.css";

/** How far the import under way is, with a way out; nothing while there is none. */
export function ImportStatus() {
  const importing = useDatasetStore((state) => state.importing);
  if (!importing) return null;
  return (
    <div className={styles.status}>
      <Progress
        label="Reading images"
        done={importing.done}
        total={importing.total}
        detail={importing.current}
      />
      <Button label="Cancel" onClick={cancelImport} />
    </div>
  );
}
