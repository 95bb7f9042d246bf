import { useState } from "react";
import { counted } from "../../core/counted.ts";
import { useCellsStore } from "../../state/cells.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { exportTrueMeasurements, recordsToMeasure } from "../../state/export-measurements.ts";
import { useSetsStore } from "../../state/image-sets.ts";
import { useInstanceSettings } from "../../state/instance-settings.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { Button } from "../controls/Button.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Section } from "../controls/Section.tsx";
import styles from "./ExportTab.module.css";

/** Outcome of the last export. */
interface Outcome {
  readonly message: string;
  readonly error: string | null;
}

const NO_OUTCOME: Outcome = { message: "", error: null };

/** The number of images with labels to measure. */
function useImagesToMeasure(): number {
  useDatasetStore((dataset) => dataset.records);
  useSetsStore((sets) => sets.assigned);
  useRecipeStore(({ recipe }) => recipe);
  useInstanceSettings();
  return recordsToMeasure().length;
}

/** Measurements of the cells in the masks that were added, as CSV. No network is needed. */
export function MeasurementsSection() {
  const images = useImagesToMeasure();
  const busy = useCellsStore((cells) => cells.work !== null);
  // The message about the last export is removed when scope or settings change.
  const message = useCellsStore((cells) => cells.message);
  const error = useCellsStore((cells) => cells.error);
  const [outcome, setOutcome] = useState<Outcome>(NO_OUTCOME);
  const text =
    images === 0
      ? "No image has a mask to measure."
      : `The true masks of ${counted(images, "image")}. Measurements of predicted cells are in the zip of masks.`;
  return (
    <Section title="Measurements">
      <p className={styles.words}>{text}</p>
      <div className={styles.buttons}>
        <Button
          label="Export measurements"
          icon="download"
          disabled={images === 0 || busy}
          onClick={async () => {
            setOutcome(NO_OUTCOME);
            await exportTrueMeasurements();
            setOutcome(useCellsStore.getState());
          }}
        />
      </div>
      <p role="status">{outcome.message === message ? message : ""}</p>
      {error === null || outcome.error !== error ? null : <Notice kind="danger">{error}</Notice>}
    </Section>
  );
}
