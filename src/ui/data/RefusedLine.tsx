import { dismissRefused, useDatasetStore } from "../../state/dataset.ts";
import { Button } from "../controls/Button.tsx";
import { Icon } from "../controls/Icon.tsx";
import { counted } from "../status/quantities.ts";
import styles from "./RefusedLine.module.css";

/** Says how many files were not used and where the reasons stand; nothing while all were used. */
export function RefusedLine({ onLook }: { onLook: () => void }) {
  const refused = useDatasetStore((state) => state.refused.length);
  if (refused === 0) return null;
  return (
    <div className={styles.line}>
      <Icon name="warning" />
      <p role="status" className={styles.words}>
        {counted(refused, "file")} {refused === 1 ? "was" : "were"} not used. Data says why.
      </p>
      <Button label="Look in Data" look="quiet" onClick={onLook} />
      <Button label="Dismiss" look="quiet" onClick={dismissRefused} />
    </div>
  );
}
