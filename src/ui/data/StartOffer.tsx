import { STARTS } from "../../core/starts/starts.ts";
import { suitedStart } from "../../core/starts/suited-start.ts";
import { useArchiveStore } from "../../state/archive.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { findCellsNow } from "../../state/find-cells-now.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import styles from "./StartOffer.module.css";

/** Offer to find the cells with a network that comes with the page, while there are images and no trained networks. */
export function StartOffer() {
  const records = useDatasetStore((state) => state.records);
  const importing = useDatasetStore((state) => state.importing !== null);
  const loading = useArchiveStore((state) => state.busy);
  const untrained = useRunStore((run) => run.trained.length === 0 && !isActive(run.phase));
  if (!untrained || records.length === 0 || importing) return null;
  const suited = suitedStart(records.flatMap(({ look }) => look ?? []));
  const other = suited === "phase" ? "nuclei" : "phase";
  return (
    <div className={styles.offer}>
      <Notice kind="plain">
        <p className={styles.text}>
          Cells can be found without training, by a network for {STARTS[suited].suits} that comes with the
          page. {STARTS[suited].explanation}
        </p>
        <div className={styles.acts}>
          <Button
            label="Find cells now"
            icon="cells"
            disabled={loading}
            onClick={() => void findCellsNow(suited)}
          />
          <Button
            label={`Use the one for ${STARTS[other].suits}`}
            variant="quiet"
            disabled={loading}
            onClick={() => void findCellsNow(other)}
          />
        </div>
      </Notice>
    </div>
  );
}
