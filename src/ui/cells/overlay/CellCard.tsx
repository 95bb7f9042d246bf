import { type CellPlace, selectCell } from "../../../state/cells-view.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { Button } from "../../controls/Button.tsx";
import styles from "./CellCard.module.css";
import { describeCell } from "./describe-cell.ts";

export interface CellCardProps {
  readonly cells: FoundCells;
  readonly selected: CellPlace | null;
  /** Whether levels were predicted. */
  readonly levels: boolean;
}

/** Measurements of the selected cell over a corner of the image; nothing without one. */
export function CellCard({ cells, selected, levels }: CellCardProps) {
  const sentence = selected && describeCell(cells, selected, levels);
  return (
    <div className={styles.corner}>
      <p role="status" className={sentence ? styles.card : "visually-hidden"}>
        {sentence}
      </p>
      {sentence ? (
        <Button
          label="Close"
          variant="quiet"
          className={styles.close}
          title="Deselect the cell (Escape)"
          onClick={() => selectCell(null)}
        />
      ) : null}
    </div>
  );
}
