import { showRotated, useAugmentationView } from "../../state/augmentation-view.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { editRecipe, useRecipeStore } from "../../state/recipe.ts";
import { Info } from "../controls/Info.tsx";
import { Notice } from "../controls/Notice.tsx";
import { NumberField } from "../controls/NumberField.tsx";
import { NO_VALUE } from "../controls/no-value.ts";
import { Section } from "../controls/Section.tsx";
import { Switch } from "../controls/Switch.tsx";
import { WHOLE_TURN } from "./dial-angle.ts";
import { RotationDial } from "./RotationDial.tsx";
import styles from "./StaleSection.module.css";
import { useRotatedAngle } from "./use-rotated-angle.ts";

const WHY =
  "Vectors must be recomputed after rotation. Stale vectors only move with their pixels and keep their old directions, so they are off by the angle of the rotation. Distance and vectors are therefore recomputed from the rotated labels.";

/** Rotates a crop by an angle, and shows its stale and its recomputed vectors with the angle between them. */
export function StaleSection() {
  const degrees = useAugmentationView((view) => view.degrees);
  const staleVectors = useRecipeStore((state) => state.recipe.staleVectors);
  const labelled = useDatasetStore(
    ({ records, selectedImageId }) => records.find(({ id }) => id === selectedImageId)?.labelled ?? true,
  );
  const angle = useRotatedAngle();
  return (
    <Section title="Why vectors are recomputed" aside={<Info about="stale vectors" text={WHY} />}>
      <div className={styles.demonstration}>
        <RotationDial label="Rotation of the crop" degrees={degrees} onChange={showRotated} />
        <div className={styles.numbers}>
          <NumberField
            label="Rotate crop by"
            unit="°"
            min={0}
            max={WHOLE_TURN}
            value={degrees}
            onChange={showRotated}
          />
          <dl className={styles.angle}>
            <dt>Mean difference</dt>
            <dd>
              <output aria-label="Mean angle between stale and recomputed vectors">
                {angle === null ? NO_VALUE : `${angle.toFixed(1)}°`}
              </output>
            </dd>
          </dl>
          {labelled ? (
            <ul className={styles.legend}>
              <li data-kind="stale">stale</li>
              <li data-kind="recomputed">recomputed</li>
            </ul>
          ) : (
            <p className={styles.none}>This image has no masks, so it has no vectors.</p>
          )}
        </div>
      </div>
      <Switch
        label="Train on stale vectors (demonstration)"
        explanation="The next run learns stale vectors: they only move with their pixels and keep their old directions."
        checked={staleVectors}
        onChange={(checked) => editRecipe({ staleVectors: checked })}
      />
      {staleVectors ? (
        <Notice kind="warning">
          The next run learns wrong directions. Compare its angle error with that of a correct run.
        </Notice>
      ) : null}
    </Section>
  );
}
