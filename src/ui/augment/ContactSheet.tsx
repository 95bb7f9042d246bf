import { useState } from "react";
import { stageTitle } from "../../core/recipe/stages.ts";
import { closeContactSheet, SHEET_CROPS, showNextCrops, useContactSheet } from "../../state/contact-sheet.ts";
import { useRecipeStore } from "../../state/recipe.ts";
import { Button } from "../controls/Button.tsx";
import { Dialog } from "../controls/Dialog.tsx";
import { Notice } from "../controls/Notice.tsx";
import { Segmented } from "../controls/Segmented.tsx";
import styles from "./ContactSheet.module.css";
import { SheetCrop, type SheetLayer } from "./SheetCrop.tsx";

const LAYERS: readonly { readonly value: SheetLayer; readonly label: string }[] = [
  { value: "image", label: "Image" },
  { value: "outlines", label: "Outlines" },
  { value: "mask", label: "Mask" },
  { value: "direction", label: "Direction" },
];

/** A sheet of consecutive crops of the next run, as its network will get them. */
export function ContactSheet({ open }: { open: boolean }) {
  const { stage, from, crops, error } = useContactSheet();
  const normalisation = useRecipeStore((state) => state.recipe.normalisation);
  const [layer, setLayer] = useState<SheetLayer>("outlines");
  return (
    <Dialog
      title={`${SHEET_CROPS} crops as the network gets them`}
      open={open}
      onClose={closeContactSheet}
      wide
    >
      <div className={styles.tools}>
        <Segmented label="Show" labelHidden value={layer} options={LAYERS} onChange={setLayer} />
        <span className={styles.place}>
          {stageTitle(stage)}, crops {from + 1} to {from + SHEET_CROPS}
        </span>
        <Button label="New random crops" icon="dice" onClick={showNextCrops} />
      </div>
      {error === null ? (
        <ul className={styles.sheet} aria-label="Crops">
          {Array.from({ length: SHEET_CROPS }, (_, place) => {
            const key = from + place;
            const crop = crops?.[place];
            return (
              <li key={key} className={styles.crop}>
                {crop ? (
                  <SheetCrop
                    crop={crop}
                    layer={layer}
                    normalisation={normalisation}
                    name={`crop ${key + 1}`}
                  />
                ) : null}
              </li>
            );
          })}
        </ul>
      ) : (
        <Notice kind="danger">{error}</Notice>
      )}
    </Dialog>
  );
}
