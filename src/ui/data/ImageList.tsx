import { memo, useEffect, useRef, useState } from "react";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import styles from "./ImageList.module.css";
import { ImageRow } from "./ImageRow.tsx";

/** Rows that are drawn together. */
const BLOCK_ROWS = 50;
/** Height of a row that is not chosen with the line below it, in px. */
const ROW_HEIGHT = 53;
/** How far from being seen a block is drawn, so that scrolling and the Tab key find it there. */
const MARGIN = "1200px 0px";

interface BlockProps {
  readonly label: string | undefined;
  readonly records: readonly ImageRecord[];
  readonly selectedId: string | null;
  readonly validates: ReadonlySet<string>;
}

const holds = (records: readonly ImageRecord[], id: string | null) =>
  records.some((record) => record.id === id);

/** Whether a block would be drawn as it was; its list of records is a new one whenever any image is added. */
function isSameBlock(a: BlockProps, b: BlockProps): boolean {
  if (a.label !== b.label || a.validates !== b.validates || a.records.length !== b.records.length)
    return false;
  if (a.records.some((record, index) => record !== b.records[index])) return false;
  return a.selectedId === b.selectedId || !(holds(a.records, a.selectedId) || holds(a.records, b.selectedId));
}

/** Rows one below the other. While they are far from being seen, only their height is kept. */
const Block = memo(function Block({ label, records, selectedId, validates }: BlockProps) {
  const ref = useRef<HTMLUListElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const list = ref.current;
    if (!list) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const isNear = entries.some((entry) => entry.isIntersecting);
        // A row that holds the focus must not vanish under it.
        setNear(isNear || list.contains(document.activeElement));
      },
      { root: list.closest("[role=tabpanel]"), rootMargin: MARGIN },
    );
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  return (
    <ul
      ref={ref}
      aria-label={label}
      className={styles.block}
      style={near ? undefined : { height: records.length * ROW_HEIGHT }}
    >
      {near
        ? records.map((record) => (
            <ImageRow
              key={record.id}
              record={record}
              selected={record.id === selectedId}
              validates={validates.has(record.id)}
            />
          ))
        : null}
    </ul>
  );
}, isSameBlock);

export interface ImageListProps {
  readonly records: readonly ImageRecord[];
  readonly selectedId: string | null;
  /** Ids of the images that validate. */
  readonly validates: ReadonlySet<string>;
}

/** All images of the dataset, of which only those near the eye are drawn: there may be thousands. */
export function ImageList({ records, selectedId, validates }: ImageListProps) {
  const starts = Array.from(
    { length: Math.ceil(records.length / BLOCK_ROWS) },
    (_, block) => block * BLOCK_ROWS,
  );
  return (
    <div className={styles.list}>
      {starts.map((start) => {
        const rows = records.slice(start, start + BLOCK_ROWS);
        const label =
          records.length > BLOCK_ROWS ? `Images ${start + 1} to ${start + rows.length}` : undefined;
        return (
          <Block key={start} label={label} records={rows} selectedId={selectedId} validates={validates} />
        );
      })}
    </div>
  );
}
