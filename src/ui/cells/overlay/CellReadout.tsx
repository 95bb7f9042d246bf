import { type CellPlace, selectCell } from "../../../state/cells-view.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import type { ImagePlace } from "../../canvas/viewport.ts";
import { Button } from "../../controls/Button.tsx";
import styles from "./CellReadout.module.css";
import { describeCell } from "./describe-cell.ts";
import { UNDER_FIELDS, type UnderField, type UnderName } from "./under-fields.ts";

export interface CellReadoutProps {
  readonly cells: FoundCells;
  readonly fields: Readonly<Record<UnderName, UnderField>>;
  readonly pixel: ImagePlace | null;
  readonly selected: CellPlace | null;
  /** Whether levels were predicted. */
  readonly levels: boolean;
}

function formatId(id: number): string {
  if (id < 0) return "ignored";
  return id > 0 ? String(id) : "none";
}

function Pixel({ cells, fields, pixel }: Pick<CellReadoutProps, "cells" | "fields"> & { pixel: ImagePlace }) {
  const { found, truth, field } = cells;
  const at = pixel.row * field.columns + pixel.column;
  return (
    <output className={styles.pixel}>
      <span>
        row {pixel.row}, column {pixel.column}
      </span>
      {UNDER_FIELDS.map((name) => (
        <span key={name}>
          <span className={styles.name}>{name}</span> {fields[name].read(at)}
        </span>
      ))}
      <span>
        <span className={styles.name}>predicted cell</span> {formatId(found.data[at])}
      </span>
      {truth ? (
        <span>
          <span className={styles.name}>true cell</span> {formatId(truth.data[at])}
        </span>
      ) : null}
    </output>
  );
}

/** Measurements of the selected cell and values at the pixel under the pointer. */
export function CellReadout({ cells, fields, pixel, selected, levels }: CellReadoutProps) {
  const sentence = selected && describeCell(cells, selected, levels);
  return (
    <div className={styles.readout}>
      {pixel ? (
        <Pixel cells={cells} fields={fields} pixel={pixel} />
      ) : (
        <p className={styles.hint}>Point at the cells, or focus them and use the arrow keys.</p>
      )}
      <div className={styles.cell}>
        <p role="status" className={sentence ? undefined : styles.hint}>
          {sentence ?? "Click a cell, or press Enter on it, for its numbers."}
        </p>
        {sentence ? (
          <Button
            label="Close"
            variant="quiet"
            title="Deselect the cell (Escape)"
            onClick={() => selectCell(null)}
          />
        ) : null}
      </div>
    </div>
  );
}
