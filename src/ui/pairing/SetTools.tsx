import { IMAGE_SETS } from "../../core/dataset/sampling/image-sets.ts";
import { assignImages, dismissAssignment, undoAssignment, useSetsStore } from "../../state/image-sets.ts";
import { Button } from "../controls/Button.tsx";
import { SET_TITLES } from "../data/set-titles.ts";
import styles from "./PairingTools.module.css";

export interface SetToolsProps {
  /** Ids of the selected images. */
  readonly ids: readonly string[];
  /** Whether a run is using the images. */
  readonly locked: boolean;
}

/** Buttons that assign the selected images to a set, and the undo of the last assignment. */
export function SetTools({ ids, locked }: SetToolsProps) {
  const last = useSetsStore((sets) => sets.last);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame */}
      <div className={styles.group} role="group" aria-label="Set of the selected images">
        {ids.length > 0 ? (
          <>
            <Button label="Automatic" disabled={locked} onClick={() => void assignImages(ids, null)} />
            {IMAGE_SETS.map((set) => (
              <Button
                key={set}
                label={SET_TITLES[set]}
                disabled={locked}
                onClick={() => void assignImages(ids, set)}
              />
            ))}
          </>
        ) : null}
        {last && last.changed > 0 ? (
          <Button label="Undo" icon="undo" disabled={locked} onClick={() => void undoAssignment()} />
        ) : null}
      </div>
      {last && ids.length === 0 ? (
        <Button label="Dismiss" variant="quiet" onClick={dismissAssignment} />
      ) : null}
    </>
  );
}
