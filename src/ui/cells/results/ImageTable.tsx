import { useEffect, useMemo, useState } from "react";
import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { useCellsStore } from "../../../state/cells.ts";
import { selectImage, useDatasetStore } from "../../../state/dataset.ts";
import { DataTable } from "../../table/DataTable.tsx";
import { fittingColumns } from "../../table/fitting-columns.ts";
import { RowButton } from "../../table/RowButton.tsx";
import { directionOf, SortHead } from "../../table/SortHead.tsx";
import { TableRow } from "../../table/TableRow.tsx";
import { useRows } from "../../table/use-rows.ts";
import { useWidth } from "../../table/use-width.ts";
import { arrangeImages, type ImageLine, type ImageOrder, imageLines } from "./arrange-images.ts";
import styles from "./ImageTable.module.css";
import { IMAGE_COLUMNS, type ShownColumn } from "./image-columns.ts";

/** Heights in px, from which the visible rows are computed. */
const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 28;

interface HeadProps {
  readonly columns: readonly ShownColumn[];
  readonly order: ImageOrder;
  readonly onOrder: (order: ImageOrder) => void;
}

function Head({ columns, order, onOrder }: HeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ column, title, meaning }) => {
          const sorted = order.column === column;
          // Numbers sort from the largest by default, names from the first letter.
          const descending = sorted ? !order.descending : column !== "image";
          return (
            <SortHead
              key={column}
              title={title}
              meaning={meaning}
              sorted={sorted ? directionOf(order) : null}
              onSort={() => onOrder({ column, descending })}
            />
          );
        })}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly line: ImageLine;
  readonly columns: readonly ShownColumn[];
  readonly index: number;
  readonly chosen: boolean;
  readonly reachable: boolean;
}

function Row({ line, columns, index, chosen, reachable }: RowProps) {
  const { record, found } = line;
  return (
    <TableRow index={index} chosen={chosen} onClick={() => selectImage(record.id)}>
      <th scope="row">
        <RowButton
          index={index}
          chosen={chosen}
          reachable={reachable}
          title={record.name}
          className={styles.name}
        >
          {record.name}
        </RowButton>
      </th>
      {found ? (
        columns.slice(1).map(({ column, read }) => (
          <td key={column} className={column === "componentsKaggle" ? styles.components : undefined}>
            {read(line)}
          </td>
        ))
      ) : (
        <td className={styles.nothing} colSpan={columns.length - 1}>
          no cells found yet
        </td>
      )}
    </TableRow>
  );
}

/** The images in scope with the metrics for which there is room; only visible rows are drawn. */
export function ImageTable({ records }: { records: readonly ImageRecord[] }) {
  const images = useCellsStore((state) => state.images);
  const selected = useDatasetStore((state) => state.selectedImageId);
  const [order, setOrder] = useState<ImageOrder>({ column: "image", descending: false });
  const lines = useMemo(() => arrangeImages(imageLines(records, images), order), [records, images, order]);
  const chosen = lines.findIndex(({ record }) => record.id === selected);
  const drawn = useRows({
    count: lines.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    chosen,
    onChoose: (index) => selectImage(lines[index].record.id),
  });
  const { ref, first, end, reachable, reveal } = drawn;
  const width = useWidth(ref);
  const columns = useMemo(() => fittingColumns(IMAGE_COLUMNS, width), [width]);
  useEffect(() => {
    if (chosen >= 0) reveal(chosen);
  }, [chosen, reveal]);

  return (
    <DataTable
      caption="Images in scope with their scores. Arrow keys move between rows and show the image."
      count={lines.length}
      columns={columns.length}
      rowHeight={ROW_HEIGHT}
      headHeight={HEAD_HEIGHT}
      rows={drawn}
      named
      className={styles.table}
      head={
        <>
          <colgroup>
            {columns.map(({ column, width: own }) => (
              <col key={column} style={column === "image" ? undefined : { width: own }} />
            ))}
          </colgroup>
          <Head columns={columns} order={order} onOrder={setOrder} />
        </>
      }
    >
      {lines.slice(first, end).map((line, place) => (
        <Row
          key={line.record.id}
          line={line}
          columns={columns}
          index={first + place}
          chosen={first + place === chosen}
          reachable={first + place === reachable}
        />
      ))}
    </DataTable>
  );
}
