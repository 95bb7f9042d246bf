import { counted } from "../../core/counted.ts";
import { IMAGE_SETS } from "../../core/dataset/sampling/image-sets.ts";
import { assignImages, dismissAssignment, undoAssignment, useSetsStore } from "../../state/image-sets.ts";
import { Button } from "../controls/Button.tsx";
import { SET_TITLES } from "../data/set-titles.ts";
import styles from "./PairingTools.module.css";

/** Buttons that assign the selected images to a set. */
export function SetButtons({ ids, locked }: { readonly ids: readonly string[]; readonly locked: boolean }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame
    <div className={styles.group} role="group" aria-label="Set of the selected images">
      <Button label="Automatic" disabled={locked} onClick={() => void assignImages(ids, null)} />
      {IMAGE_SETS.map((set) => (
        <Button
          key={set}
          label={SET_TITLES[set]}
          disabled={locked}
          onClick={() => void assignImages(ids, set)}
        />
      ))}
    </div>
  );
}

/** What the last assignment of several images did, with its undo; nothing before any. */
export function SetOutcome({ locked }: { readonly locked: boolean }) {
  const last = useSetsStore((sets) => sets.last);
  if (!last) return null;
  const { set, changed, withoutMask } = last;
  const where = set === null ? "Assigned automatically" : `${SET_TITLES[set]}`;
  const left = withoutMask === 0 ? "" : ` ${counted(withoutMask, "image")} without a mask stayed as before.`;
  return (
    <>
      <p className={styles.outcome}>
        {where}: {counted(changed, "image")} changed.{left}
      </p>
      {changed > 0 ? (
        <Button label="Undo" icon="undo" disabled={locked} onClick={() => void undoAssignment()} />
      ) : null}
      <Button label="Dismiss" variant="quiet" onClick={dismissAssignment} />
    </>
  );
}
