import { useEffect, useState } from "react";
import type { CropFrame } from "../../core/augment/crop-frame.ts";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { thumbnailOf } from "../../state/dataset-images.ts";
import type { Appearance, FieldPlane } from "../canvas/appearance.ts";
import { StillField } from "../canvas/StillField.tsx";
import { cropOutline } from "./crop-outline.ts";
import styles from "./OriginalImage.module.css";

/** Side in px: twice that of the drawing, for screens with two device px per CSS px. */
const SIDE = 288;

const GREY: Appearance = { map: "grey", range: [0, 255] };
const EMPTY: readonly [FieldPlane] = [{ rows: 1, columns: 1, data: new Uint8Array(1) }];

/** A small drawing of an image with the outline of a crop; the side that became the crop's top is thicker. */
export function OriginalImage({ record, frame }: { record: ImageRecord; frame: CropFrame | null }) {
  const { id, name, rows, columns } = record;
  const [planes, setPlanes] = useState(EMPTY);
  useEffect(() => {
    let isWanted = true;
    thumbnailOf(id, SIDE).then(
      (small) => {
        if (isWanted) setPlanes([{ ...small, data: new Uint8Array(small.data.buffer) }]);
      },
      // The panels report why the image cannot be shown.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [id]);
  const lines = frame && cropOutline(frame);
  return (
    <StillField
      planes={planes}
      appearance={GREY}
      description={`${name}, ${columns} by ${rows} pixels, with the frame of the crop`}
    >
      {lines ? (
        <svg className={styles.outline} viewBox={`0 0 ${columns} ${rows}`} aria-hidden="true">
          <path className={styles.halo} d={lines.outline} />
          <path className={styles.line} d={lines.outline} />
          <path className={styles.top} d={lines.top} />
        </svg>
      ) : null}
    </StillField>
  );
}
