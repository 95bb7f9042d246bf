import { memo } from "react";
import { counted } from "../../core/counted.ts";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { formatPixelSize } from "../../core/dataset/pixel-size.ts";
import type { ImageSet } from "../../core/dataset/sampling/image-sets.ts";
import { selectImage } from "../../state/dataset.ts";
import { useSetsStore } from "../../state/image-sets.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import { showSource } from "../../state/view.ts";
import { Button } from "../controls/Button.tsx";
import row from "../controls/field-row.module.css";
import { loadPart } from "../loading/load-part.tsx";
import styles from "./ImageRow.module.css";
import { Thumbnail } from "./Thumbnail.tsx";

const SetSelect = loadPart(
  async () => (await import("./SetSelect.tsx")).SetSelect,
  ({ label }) => (
    <div className={row.row}>
      <div className={row.words}>{label}</div>
    </div>
  ),
);

export interface ImageRowProps {
  readonly record: ImageRecord;
  readonly selected: boolean;
  readonly validates: boolean;
  readonly onRemove: (id: string) => void;
}

const TYPES: Record<ImageRecord["type"], string> = {
  uint8: "8 bit",
  uint16: "16 bit",
  float32: "float",
};

/** The set of an image of the list. */
function useSet({ id, labelled }: ImageRecord, validates: boolean): ImageSet {
  const byHand = useSetsStore(({ assigned }) => assigned.get(id));
  if (byHand === "excluded" || byHand === "prediction") return byHand;
  if (!labelled) return "prediction";
  return validates ? "validation" : "training";
}

function Details({
  record,
  validates,
  active,
}: {
  record: ImageRecord;
  validates: boolean;
  active: boolean;
}) {
  const { source, channels, type, group, overlapPixels, notes, pixelSize } = record;
  const set = useSet(record, validates);
  return (
    <ul className={styles.details}>
      <li>
        <SetSelect record={record} set={set} label="Set" locked={active} />
      </li>
      <li>From {source}</li>
      <li>
        {TYPES[type]}, {counted(channels, "channel")}
      </li>
      {pixelSize ? <li>Pixel size {formatPixelSize(pixelSize)}</li> : null}
      {group === null ? null : <li>Group {group}, which stays on one side unless assigned by hand</li>}
      {overlapPixels > 0 ? (
        <li>{counted(overlapPixels, "pixel")} covered by several cells, assigned to the smaller</li>
      ) : null}
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** Whether there are notes besides the missing labels, which have their own tag. */
function isNoted({ labelled, notes }: ImageRecord): boolean {
  return notes.length > (labelled ? 0 : 1);
}

function Tags({ record, selected, validates }: Omit<ImageRowProps, "onRemove">) {
  const { labelled, group } = record;
  const set = useSet(record, validates);
  // Training is the usual set, and prediction that of images without a mask.
  const isUsual = set === "training" || (set === "prediction" && !labelled);
  return (
    <>
      {labelled ? null : <span className={styles.tag}>no mask</span>}
      {isUsual ? null : <span className={styles.tag}>{set}</span>}
      {group === null || selected ? null : <span className={styles.tag}>{group}</span>}
      {isNoted(record) && !selected ? <span className={styles.tag}>noted</span> : null}
    </>
  );
}

/** Shows an image in the panels, whatever they showed before. */
export function showImage(id: string): void {
  selectImage(id);
  showSource("whole");
}

/** One image of the list: thumbnail, name, size and cells; its source if selected. */
export const ImageRow = memo(function ImageRow({ record, selected, validates, onRemove }: ImageRowProps) {
  const { id, name, rows, columns, labelled, cells } = record;
  const active = useRunStore((run) => isActive(run.phase));
  return (
    <li className={styles.row} data-image={id} data-selected={selected || undefined}>
      <div className={styles.line}>
        <button type="button" className={styles.choose} aria-pressed={selected} onClick={() => showImage(id)}>
          <Thumbnail id={id} />
          <span className={styles.words}>
            <span className={styles.name}>{name}</span>
            <span className={styles.facts}>
              {columns} × {rows} px{labelled ? ` · ${counted(cells, "cell")}` : ""}
              <Tags record={record} selected={selected} validates={validates} />
            </span>
          </span>
        </button>
        <Button
          label="Remove"
          variant="quiet"
          className={styles.remove}
          aria-label={`Remove ${name}`}
          disabled={active}
          title={active ? "A run is using the images" : undefined}
          onClick={() => onRemove(id)}
        />
      </div>
      {selected ? <Details record={record} validates={validates} active={active} /> : null}
    </li>
  );
});
