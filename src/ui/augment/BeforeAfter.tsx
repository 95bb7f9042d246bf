import { useMemo } from "react";
import { TRANSFORMS } from "../../core/augment/transforms.ts";
import { useAugmentationView } from "../../state/augmentation-view.ts";
import { COMMANDS } from "../../state/commands.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import type { ShownFields } from "../../state/shown-fields.ts";
import type { Appearance, FieldPlane } from "../canvas/appearance.ts";
import { imageRange } from "../canvas/image-range.ts";
import { StillField } from "../canvas/StillField.tsx";
import { stalePainter } from "../canvas/stale-painter.ts";
import { CommandButton } from "../commands/CommandButton.tsx";
import styles from "./BeforeAfter.module.css";
import { OriginalImage } from "./OriginalImage.tsx";
import { useShownCrop } from "./use-shown-crop.ts";

function useCaption(crop: ShownFields | null): string {
  const only = useAugmentationView((view) => view.only);
  if (crop?.view?.kind === "rotation") return `rotated by ${crop.view.degrees}°`;
  return only ? `only ${TRANSFORMS[only].title.toLowerCase()}` : "augmented crop";
}

function Crop({ crop, caption }: { crop: ShownFields; caption: string }) {
  const { sample, stale, normalisation, view } = crop;
  const { rows, columns, image } = sample;
  const planes = useMemo(
    (): readonly [FieldPlane] => [{ rows, columns, data: image }],
    [rows, columns, image],
  );
  const appearance = useMemo(
    (): Appearance => ({ map: "grey", range: imageRange(image, normalisation) }),
    [image, normalisation],
  );
  const arrows = useMemo(
    () => (view?.kind === "rotation" && stale ? stalePainter(sample, stale) : undefined),
    [view, sample, stale],
  );
  return (
    <StillField
      planes={planes}
      appearance={appearance}
      over={arrows}
      description={`${caption}, ${columns} by ${rows} pixels`}
    />
  );
}

/** The chosen image with the frame of a crop, and beside it the crop as the networks would see it. */
export function BeforeAfter() {
  const record = useDatasetStore((data) => data.records.find(({ id }) => id === data.selectedImageId));
  const crop = useShownCrop();
  const caption = useCaption(crop);
  return (
    <section className={styles.pair} aria-label="Before and after">
      <figure className={styles.image}>
        <div className={styles.square}>
          {record ? <OriginalImage record={record} frame={crop?.frame ?? null} /> : null}
        </div>
        <figcaption>original</figcaption>
      </figure>
      <figure className={styles.image}>
        <div className={styles.square}>{crop ? <Crop crop={crop} caption={caption} /> : null}</div>
        <figcaption>{caption}</figcaption>
      </figure>
      <div className={styles.tools}>
        <CommandButton command={COMMANDS.roll} icon="dice" />
        <CommandButton command={COMMANDS.contactSheet} icon="fields" />
      </div>
    </section>
  );
}
