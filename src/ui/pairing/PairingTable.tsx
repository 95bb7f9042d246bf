import { usePairByHandStore } from "../../state/pair-by-hand.ts";
import { DataTable } from "../table/DataTable.tsx";
import { useRows } from "../table/use-rows.ts";
import type { RowOrder } from "./arrange-rows.ts";
import { FilePairRow } from "./FilePairRow.tsx";
import { ImagePairRow } from "./ImagePairRow.tsx";
import { PairingHead } from "./PairingHead.tsx";
import styles from "./PairingTable.module.css";
import type { PairingRow } from "./pairing-rows.ts";

/** Heights in px, from which the visible rows are computed. */
const ROW_HEIGHT = 52;
const HEAD_HEIGHT = 28;

const WIDTHS = ["check", "thumbnail", "image", "masks", "why", "cells", "notes", "state", "used"] as const;

export interface PairingTableProps {
  readonly rows: readonly PairingRow[];
  /** Key of the current row. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  /** Ids of the selected images. */
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (id: string, selected: boolean) => void;
  readonly onSelectAll: (selected: boolean) => void;
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
  /** Whether a run is using the images. */
  readonly locked: boolean;
}

function selectionOf(rows: readonly PairingRow[], selected: ReadonlySet<string>) {
  const images = rows.filter(({ kind }) => kind === "image");
  const count = images.filter(({ key }) => selected.has(key)).length;
  if (count === 0) return "none";
  return count === images.length ? "all" : "some";
}

/** The rows; only visible ones are drawn, to be fast with thousands. */
export function PairingTable(props: PairingTableProps) {
  const { rows, chosen, onChoose, selected, onSelect, onSelectAll, order, onOrder, locked } = props;
  const picked = usePairByHandStore((state) => state.picked);
  const drawn = useRows({
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    chosen: rows.findIndex(({ key }) => key === chosen),
    onChoose: (index) => onChoose(rows[index].key),
  });

  const { first, end, reachable } = drawn;
  return (
    <DataTable
      caption="Images with their masks, and files that were not used. Arrow keys move between rows."
      count={rows.length}
      columns={WIDTHS.length}
      rowHeight={ROW_HEIGHT}
      headHeight={HEAD_HEIGHT}
      rows={drawn}
      className={styles.table}
      head={
        <>
          <colgroup>
            {WIDTHS.map((width) => (
              <col key={width} className={styles[width]} />
            ))}
          </colgroup>
          <PairingHead
            order={order}
            onOrder={onOrder}
            selection={selectionOf(rows, selected)}
            onSelectAll={onSelectAll}
          />
        </>
      }
    >
      {rows.slice(first, end).map((row, place) => {
        const index = first + place;
        const common = {
          index,
          chosen: row.key === chosen,
          reachable: index === reachable,
          picked,
          onChoose,
        };
        return row.kind === "image" ? (
          <ImagePairRow
            key={row.key}
            {...common}
            row={row}
            selected={selected.has(row.key)}
            locked={locked}
            onSelect={onSelect}
          />
        ) : (
          <FilePairRow key={row.key} {...common} row={row} />
        );
      })}
    </DataTable>
  );
}
