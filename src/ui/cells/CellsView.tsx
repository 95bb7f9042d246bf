import { dismissCellsError, useCellsStore } from "../../state/cells.ts";
import { tryAgain, useCellsView } from "../../state/cells-view.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { showStep } from "../../state/view.ts";
import { useRenderer } from "../canvas/use-renderer.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { StartOffer } from "../data/StartOffer.tsx";
import styles from "./CellsView.module.css";
import { CellsOverlay } from "./overlay/CellsOverlay.tsx";
import { useUnderFields } from "./overlay/use-under-fields.ts";
import { ResultsDrawer } from "./results/ResultsDrawer.tsx";
import { useRecordsInScope } from "./use-records-in-scope.ts";
import { useShownCells } from "./use-shown-cells.ts";

/** Why there are no cells to show, and what to do. */
function Empty() {
  const preparing = useCellsView((view) => view.preparing);
  const reason = useCellsView((view) => view.reason);
  const failure = useCellsView((view) => view.failure);
  const isEmpty = useDatasetStore(({ records }) => records.length === 0);
  const untrained = useRunStore((run) => run.trained.length === 0 && !isActive(run.phase));
  if (preparing) return <p className={styles.empty}>Predicting the shown image</p>;
  if (failure) {
    return (
      <div className={styles.empty}>
        <p>{failure}</p>
        <Button label="Try again" onClick={tryAgain} />
      </div>
    );
  }
  if (isEmpty) {
    return (
      <div className={styles.empty}>
        <p>
          {untrained
            ? "Add images with masks first, then train. Cells are found with trained networks."
            : "Add images to find their cells."}
        </p>
        <Button label="Add images" onClick={() => showStep("images")} />
      </div>
    );
  }
  if (untrained) {
    return (
      <div className={styles.empty}>
        <p>No network is trained yet. Cells are found with trained networks.</p>
        <CommandButton command={COMMANDS.train} icon="play" variant="primary" />
        <StartOffer />
      </div>
    );
  }
  const text = reason ?? "The cells of the chosen image appear here. Choose an image in the list.";
  return <p className={styles.empty}>{text}</p>;
}

/** Cells found in the predicted fields, over the image, with the results of the set in a drawer below. */
export function CellsView({ theme }: { theme: string }) {
  const cells = useShownCells();
  const fields = useUnderFields(cells);
  const records = useRecordsInScope();
  const renderer = useRenderer();
  const error = useCellsStore((state) => state.error);
  const preparing = useCellsView((view) => view.preparing);
  const selected = useDatasetStore((dataset) => dataset.selectedImageId);
  const record = useDatasetStore((dataset) => dataset.records.find(({ id }) => id === cells?.key.imageId));
  return (
    <section className={styles.view} aria-label="Cells">
      <div className={styles.image}>
        {cells && fields ? (
          <CellsOverlay
            cells={cells}
            fields={fields}
            name={record?.name ?? "image"}
            pixelWidth={record?.pixelSize?.x}
            old={preparing && cells.key.imageId !== selected}
            renderer={renderer}
          />
        ) : (
          <Empty />
        )}
        {error === null ? null : (
          <div className={styles.error}>
            <Notice kind="danger">
              {error} <Button label="Dismiss" variant="quiet" onClick={dismissCellsError} />
            </Notice>
          </div>
        )}
      </div>
      <ResultsDrawer cells={cells} fields={fields} records={records} renderer={renderer} theme={theme} />
    </section>
  );
}
