import { useEffect, useMemo, useState } from "react";
import type { MeasuredCells } from "../../../core/measurements/measure-cells.ts";
import {
  type MeasurementColumn,
  measurementColumns,
} from "../../../core/measurements/measurement-columns.ts";
import { type CellPlace, selectCell, useCellsView } from "../../../state/cells-view.ts";
import { DataTable } from "../../table/DataTable.tsx";
import { RowButton } from "../../table/RowButton.tsx";
import { directionOf, SortHead } from "../../table/SortHead.tsx";
import { TableRow } from "../../table/TableRow.tsx";
import { useRows } from "../../table/use-rows.ts";
import { arrangeCells, type CellOrder } from "./arrange-cells.ts";
import { formatMeasurement } from "./format-measurement.ts";
import styles from "./MeasurementsTable.module.css";

/** Heights in px, from which the visible rows are computed. */
const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 28;

interface HeadProps {
  readonly columns: readonly MeasurementColumn[];
  readonly order: CellOrder;
  readonly onOrder: (order: CellOrder) => void;
}

function Head({ columns, order, onOrder }: HeadProps) {
  const head = (column: MeasurementColumn | null, title: string, meaning: string) => {
    const sorted = order.column?.name === column?.name;
    // Measurements sort from the largest by default, ids from the first.
    const descending = sorted ? !order.descending : column !== null;
    return (
      <SortHead
        key={column?.name ?? "id"}
        title={title}
        meaning={meaning}
        sorted={sorted ? directionOf(order) : null}
        onSort={() => onOrder({ column, descending })}
      />
    );
  };
  return (
    <thead>
      <tr aria-rowindex={1}>
        {head(null, "Cell", "Id of the cell in its label image")}
        {columns.map((column) =>
          head(
            column,
            column.unit ? `${column.title} (${column.unit})` : column.title,
            `${column.meaning[0].toUpperCase()}${column.meaning.slice(1)}`,
          ),
        )}
      </tr>
    </thead>
  );
}

export interface MeasurementsTableProps {
  readonly cells: MeasuredCells;
  /** Whether the cells are predicted or those of the ground truth. */
  readonly side: CellPlace["side"];
}

/** The measured cells of one image; only visible rows are drawn. A chosen row selects its cell in the image. */
export function MeasurementsTable({ cells, side }: MeasurementsTableProps) {
  const selected = useCellsView((view) => view.selected);
  const [order, setOrder] = useState<CellOrder>({ column: null, descending: false });
  const columns = useMemo(() => measurementColumns([cells]), [cells]);
  const decimals = useMemo(() => columns.map((column) => column.decimals(cells)), [columns, cells]);
  const lines = useMemo(() => arrangeCells(cells, order), [cells, order]);
  const chosenId = selected?.side === side ? selected.id : 0;
  const chosen = useMemo(
    () => lines.findIndex((cell) => cells.ids[cell] === chosenId),
    [lines, cells, chosenId],
  );
  const choose = (index: number) => selectCell({ side, id: cells.ids[lines[index]] });
  const drawn = useRows({
    count: lines.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    chosen,
    onChoose: choose,
  });
  const { first, end, reachable, reveal } = drawn;
  useEffect(() => {
    if (chosen >= 0) reveal(chosen);
  }, [chosen, reveal]);

  return (
    <DataTable
      caption="Cells of the shown image with their measurements. Arrow keys move between rows and select the cell."
      count={lines.length}
      columns={columns.length + 1}
      rowHeight={ROW_HEIGHT}
      headHeight={HEAD_HEIGHT}
      rows={drawn}
      named
      className={styles.table}
      head={<Head columns={columns} order={order} onOrder={setOrder} />}
    >
      {lines.slice(first, end).map((cell, place) => {
        const index = first + place;
        return (
          <TableRow
            key={cells.ids[cell]}
            index={index}
            chosen={index === chosen}
            onClick={() => choose(index)}
          >
            <th scope="row">
              <RowButton
                index={index}
                chosen={index === chosen}
                reachable={index === reachable}
                className={styles.id}
              >
                {cells.ids[cell]}
              </RowButton>
            </th>
            {columns.map((column, of) => (
              <td key={column.name}>{formatMeasurement(column.value(cells, cell), decimals[of])}</td>
            ))}
          </TableRow>
        );
      })}
    </DataTable>
  );
}
