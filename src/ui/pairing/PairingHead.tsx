import { directionOf, SortHead } from "../table/SortHead.tsx";
import type { RowColumn, RowOrder } from "./arrange-rows.ts";
import styles from "./PairingTable.module.css";

const COLUMNS: readonly { readonly column: RowColumn; readonly title: string; readonly number?: true }[] = [
  { column: "image", title: "Image" },
  { column: "labels", title: "Masks" },
  { column: "why", title: "Why paired" },
  { column: "cells", title: "Cells", number: true },
  { column: "notes", title: "Notes" },
  { column: "state", title: "State" },
  { column: "use", title: "Used for" },
];

export interface PairingHeadProps {
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
  /** Whether none, some or all of the shown images are selected. */
  readonly selection: "none" | "some" | "all";
  readonly onSelectAll: (selected: boolean) => void;
}

/** Column titles; pressing one sorts by it, pressing it again reverses the order. */
export function PairingHead({ order, onOrder, selection, onSelectAll }: PairingHeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <td className={styles.check}>
          <input
            type="checkbox"
            aria-label="Select all images shown"
            checked={selection === "all"}
            ref={(box) => {
              if (box) box.indeterminate = selection === "some";
            }}
            onChange={(event) => onSelectAll(event.target.checked)}
          />
        </td>
        <td />
        {COLUMNS.map(({ column, title, number }) => {
          const sorted = order.column === column;
          return (
            <SortHead
              key={column}
              title={title}
              className={number ? styles.number : undefined}
              sorted={sorted ? directionOf(order) : null}
              onSort={() => onOrder({ column, descending: sorted && !order.descending })}
            />
          );
        })}
      </tr>
    </thead>
  );
}
