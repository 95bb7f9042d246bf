import {
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { byName } from "../../core/dataset/pairing/by-name.ts";
import styles from "./ImageList.module.css";
import { ImageRow, showImage } from "./ImageRow.tsx";
import { removeRow } from "./remove-row.ts";

/** Number of rows that are rendered together. */
const BLOCK_ROWS = 50;
/** Height of a row that is not selected, including the line below it, px. */
const ROW_HEIGHT = 53;
/**
 * Distance from the visible area at which a block is rendered, to be available for scrolling and the Tab key.
 */
const MARGIN = "1200px 0px";

interface BlockProps {
  readonly label: string | undefined;
  readonly records: readonly ImageRecord[];
  readonly selectedId: string | null;
  readonly validates: ReadonlySet<string>;
  readonly onRemove: (id: string) => void;
}

const holds = (records: readonly ImageRecord[], id: string | null) =>
  records.some((record) => record.id === id);

/** Whether a block would render unchanged; its list of records is a new one whenever any image is added. */
function isSameBlock(a: BlockProps, b: BlockProps): boolean {
  if (a.label !== b.label || a.validates !== b.validates || a.records.length !== b.records.length)
    return false;
  if (a.records.some((record, index) => record !== b.records[index])) return false;
  return a.selectedId === b.selectedId || !(holds(a.records, a.selectedId) || holds(a.records, b.selectedId));
}

/** Consecutive rows. Far from the visible area, only their height is kept. */
const Block = memo(function Block({ label, records, selectedId, validates, onRemove }: BlockProps) {
  const ref = useRef<HTMLUListElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const list = ref.current;
    if (!list) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const isNear = entries.some((entry) => entry.isIntersecting);
        // A row with the focus must not be removed.
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
              onRemove={onRemove}
            />
          ))
        : null}
    </ul>
  );
}, isSameBlock);

export interface ImageListProps {
  readonly records: readonly ImageRecord[];
  readonly selectedId: string | null;
  /** Ids of the validation images. */
  readonly validates: ReadonlySet<string>;
}

/** The row that contains an element; null outside the rows. */
function rowOf(element: EventTarget | null): string | null {
  return (element instanceof Element && element.closest<HTMLElement>("[data-image]")?.dataset.image) || null;
}

/**
 * All images of the dataset, of which only those near the visible area are rendered: there may be thousands.
 * In a focused row the arrow keys select the previous or next image, Delete removes it; the focus moves to
 * the row that takes its place.
 */
export function ImageList({ records: unordered, selectedId, validates }: ImageListProps) {
  const records = useMemo(() => [...unordered].sort((a, b) => byName(a.name, b.name)), [unordered]);
  const list = useRef<HTMLDivElement>(null);
  const focused = useRef<string | null>(null);
  const before = useRef(records);

  const focusRow = (id: string) => {
    const row = list.current?.querySelector(`[data-image="${CSS.escape(id)}"] button`);
    if (row instanceof HTMLElement) row.focus();
  };

  useLayoutEffect(() => {
    const place = before.current.findIndex(({ id }) => id === focused.current);
    before.current = records;
    if (place < 0 || records.some(({ id }) => id === focused.current)) return;
    focused.current = null;
    const next = records[Math.min(place, records.length - 1)];
    if (next && document.activeElement === document.body) focusRow(next.id);
  });

  const remove = useCallback((id: string) => removeRow(before.current, id), []);

  const press = (event: KeyboardEvent) => {
    // A menu in the row has its own arrow keys.
    if (event.target instanceof Element && event.target.closest("[role=combobox]")) return;
    const place = records.findIndex(({ id }) => id === rowOf(event.target));
    if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Delete") {
      event.preventDefault();
      remove(records[place].id);
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = records[place + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    showImage(next.id);
    focusRow(next.id);
  };

  const starts = Array.from(
    { length: Math.ceil(records.length / BLOCK_ROWS) },
    (_, block) => block * BLOCK_ROWS,
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div
      ref={list}
      data-image-list
      className={styles.list}
      onKeyDown={press}
      onFocus={({ target }) => {
        focused.current = rowOf(target);
      }}
      onBlur={({ target }) => {
        // A removed row may still report the loss of the focus.
        if (target.isConnected) focused.current = null;
      }}
    >
      {starts.map((start) => {
        const rows = records.slice(start, start + BLOCK_ROWS);
        const label =
          records.length > BLOCK_ROWS ? `Images ${start + 1} to ${start + rows.length}` : undefined;
        return (
          <Block
            key={start}
            label={label}
            records={rows}
            selectedId={selectedId}
            validates={validates}
            onRemove={remove}
          />
        );
      })}
    </div>
  );
}
