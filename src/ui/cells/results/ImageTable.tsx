import { type CSSProperties, useEffect, useMemo, useState } from "react";
import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import { useCellsStore } from "../../../state/cells.ts";
import { selectImage, useDatasetStore } from "../../../state/dataset.ts";
import { NO_VALUE } from "../../controls/no-value.ts";
import { directionOf, SortHead } from "../../table/SortHead.tsx";
import { Spacer } from "../../table/Spacer.tsx";
import { useRows } from "../../table/use-rows.ts";
import { formatMetric, METRIC_GROUPS } from "../words/score-metrics.ts";
import {
  arrangeImages,
  type ImageColumn,
  type ImageLine,
  type ImageOrder,
  imageLines,
  numberOf,
} from "./arrange-images.ts";
import styles from "./ImageTable.module.css";

/** Heights in px, from which the visible rows are computed. */
const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 28;

const SIZES = { "--row": `${ROW_HEIGHT}px`, "--head": `${HEAD_HEIGHT}px` } as CSSProperties;

const [FIRST, ...REST] = METRIC_GROUPS.flatMap(({ metrics }) => metrics);

/** Columns with their heading and its explanation. */
const COLUMNS: readonly { readonly column: ImageColumn; readonly title: string; readonly meaning: string }[] =
  [
    { column: "image", title: "Image", meaning: "Name of the image" },
    { column: "foundCells", title: "Found", meaning: "Predicted cells" },
    { column: "trueCells", title: "True", meaning: "Ground-truth cells" },
    { column: FIRST.key, title: FIRST.name, meaning: FIRST.meaning },
    {
      column: "componentsKaggle",
      title: "Components",
      meaning: "Kaggle of the connected components of the same mask",
    },
    ...REST.map(({ key, name, meaning }) => ({ column: key, title: name, meaning })),
  ];

function Head({ order, onOrder }: { order: ImageOrder; onOrder: (order: ImageOrder) => void }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {COLUMNS.map(({ column, title, meaning }) => {
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
  readonly index: number;
  readonly chosen: boolean;
  readonly reachable: boolean;
}

function Row({ line, index, chosen, reachable }: RowProps) {
  const { record, found } = line;
  return (
    <tr
      className={styles.row}
      aria-rowindex={index + 2}
      data-chosen={chosen || undefined}
      onClick={() => selectImage(record.id)}
    >
      <th scope="row">
        <button
          type="button"
          className={styles.open}
          data-row={index}
          tabIndex={reachable ? 0 : -1}
          aria-pressed={chosen}
          title={record.name}
        >
          {record.name}
        </button>
      </th>
      {found ? (
        <>
          <td>{found.foundCells}</td>
          <td>{numberOf(line, "trueCells") ?? NO_VALUE}</td>
          <td>{formatMetric(FIRST, found.score)}</td>
          <td className={styles.components}>{formatMetric(FIRST, found.score?.components ?? null)}</td>
          {REST.map((metric) => (
            <td key={metric.key}>{formatMetric(metric, found.score)}</td>
          ))}
        </>
      ) : (
        <td className={styles.nothing} colSpan={COLUMNS.length - 1}>
          no cells found yet
        </td>
      )}
    </tr>
  );
}

/** The images in scope with their metrics; only visible rows are drawn. */
export function ImageTable({ records }: { records: readonly ImageRecord[] }) {
  const images = useCellsStore((state) => state.images);
  const selected = useDatasetStore((state) => state.selectedImageId);
  const [order, setOrder] = useState<ImageOrder>({ column: "image", descending: false });
  const lines = useMemo(() => arrangeImages(imageLines(records, images), order), [records, images, order]);
  const chosen = lines.findIndex(({ record }) => record.id === selected);
  const { ref, first, end, reachable, reveal, press } = useRows({
    count: lines.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    chosen,
    onChoose: (index) => selectImage(lines[index].record.id),
  });
  useEffect(() => {
    if (chosen >= 0) reveal(chosen);
  }, [chosen, reveal]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the rows' own buttons
    <div ref={ref} className={styles.scroll} style={SIZES} onKeyDown={press}>
      <table className={styles.table} aria-rowcount={lines.length + 1}>
        <caption className="visually-hidden">
          Images in scope with their scores. Arrow keys move between rows and show the image.
        </caption>
        <Head order={order} onOrder={setOrder} />
        <tbody>
          <Spacer rows={first} rowHeight={ROW_HEIGHT} columns={COLUMNS.length} />
          {lines.slice(first, end).map((line, place) => (
            <Row
              key={line.record.id}
              line={line}
              index={first + place}
              chosen={first + place === chosen}
              reachable={first + place === reachable}
            />
          ))}
          <Spacer rows={lines.length - end} rowHeight={ROW_HEIGHT} columns={COLUMNS.length} />
        </tbody>
      </table>
    </div>
  );
}
