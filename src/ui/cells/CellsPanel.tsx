import { useMemo } from "react";
import { dismissCellsError, useCellsStore } from "../../state/cells.ts";
import { recordsInScope } from "../../state/cells-scope.ts";
import { tryAgain, useCellsView } from "../../state/cells-view.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { useInstanceSettings } from "../../state/instance-settings.ts";
import { shownCells, useShownCellsRevision } from "../../state/shown-cells.ts";
import type { FoundCells } from "../../workers/cells.protocol.ts";
import { useRenderer } from "../canvas/use-renderer.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { useSplit } from "../data/use-split.ts";
import { CellsBar } from "./CellsBar.tsx";
import styles from "./CellsPanel.module.css";
import { MethodPanel } from "./methods/MethodPanel.tsx";
import { CellsOverlay } from "./overlay/CellsOverlay.tsx";
import { CellsResults } from "./results/CellsResults.tsx";
import { FactsPanel } from "./results/FactsPanel.tsx";
import { describeCoverage } from "./words/describe-settings.ts";

function useShownCells(): FoundCells | null {
  const revision = useShownCellsRevision((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the planes change with the revision
  return useMemo(() => shownCells(), [revision]);
}

function useRecordsInScope() {
  const scope = useInstanceSettings((settings) => settings.scope);
  const split = useSplit();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scope is made of these
  return useMemo(() => recordsInScope(scope), [scope, split]);
}

/** Why there are no cells to show, and what to do. */
function Empty() {
  const preparing = useCellsView((view) => view.preparing);
  const reason = useCellsView((view) => view.reason);
  const failure = useCellsView((view) => view.failure);
  if (preparing) return <p className={styles.empty}>Predicting the shown image</p>;
  if (failure) {
    return (
      <div className={styles.empty}>
        <p>{failure}</p>
        <Button label="Try again" onClick={tryAgain} />
      </div>
    );
  }
  const text = reason ?? "The cells of the chosen image appear here. Choose one in the list of data.";
  return <p className={styles.empty}>{text}</p>;
}

/** Cells found in the predicted fields: over the image, in numbers, and by method. */
export function CellsPanel({ theme }: { theme: string }) {
  const cells = useShownCells();
  const records = useRecordsInScope();
  const renderer = useRenderer();
  const error = useCellsStore((state) => state.error);
  const gate = useInstanceSettings((settings) => settings.gate);
  const scope = useInstanceSettings((settings) => settings.scope);
  // Scores of the previous mask stay until those of the new one are computed.
  const scoredBy = useCellsStore(({ evaluation }) => evaluation?.gate);
  const preparing = useCellsView((view) => view.preparing);
  const selected = useDatasetStore((dataset) => dataset.selectedImageId);
  const name = useDatasetStore(
    (dataset) => dataset.records.find(({ id }) => id === cells?.key.imageId)?.name,
  );
  return (
    <section className={styles.panel} aria-label="Cells">
      <CellsBar records={records} />
      {error === null ? null : (
        <Notice kind="danger">
          {error} <Button label="Dismiss" variant="quiet" onClick={dismissCellsError} />
        </Notice>
      )}
      <div className={styles.body}>
        <div className={styles.overlay}>
          {cells ? (
            <CellsOverlay
              cells={cells}
              name={name ?? "image"}
              old={preparing && cells.key.imageId !== selected}
              renderer={renderer}
            />
          ) : (
            <Empty />
          )}
        </div>
        <div className={styles.method}>
          <MethodPanel />
        </div>
        <div className={styles.facts}>
          <FactsPanel cells={cells} records={records} />
        </div>
        <div className={styles.results}>
          <CellsResults
            cells={cells}
            records={records}
            text={records.length === 0 ? "" : describeCoverage(scope, records, scoredBy ?? gate)}
            renderer={renderer}
            theme={theme}
          />
        </div>
      </div>
    </section>
  );
}
