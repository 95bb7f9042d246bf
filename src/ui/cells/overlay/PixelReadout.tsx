import type { FoundCells } from "../../../workers/cells.protocol.ts";
import type { ImagePlace } from "../../canvas/viewport.ts";
import styles from "./PixelReadout.module.css";
import { UNDER_FIELDS } from "./under-fields.ts";
import type { UnderFields } from "./use-under-fields.ts";

function formatId(id: number): string {
  if (id < 0) return "ignored";
  return id > 0 ? String(id) : "none";
}

function Entry({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <span>
      <span className={styles.name}>{name}</span> {value}
    </span>
  );
}

export interface PixelReadoutProps {
  readonly cells: FoundCells;
  readonly fields: UnderFields;
  readonly pixel: ImagePlace;
}

/** Values of every field and the cells at a pixel. */
export function PixelReadout({ cells, fields, pixel }: PixelReadoutProps) {
  const { found, truth, field } = cells;
  const at = pixel.row * field.columns + pixel.column;
  return (
    <output className={styles.pixel}>
      <span>
        row {pixel.row}, column {pixel.column}
      </span>
      {UNDER_FIELDS.map((name) => (
        <Entry key={name} name={name} value={fields[name].read(at)} />
      ))}
      <Entry name="predicted cell" value={formatId(found.data[at])} />
      {truth ? <Entry name="true cell" value={formatId(truth.data[at])} /> : null}
    </output>
  );
}
