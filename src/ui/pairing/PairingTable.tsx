import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { usePairByHandStore } from "../../state/pair-by-hand.ts";
import type { RowOrder } from "./arrange-rows.ts";
import { FilePairRow } from "./FilePairRow.tsx";
import { ImagePairRow } from "./ImagePairRow.tsx";
import { PairingHead } from "./PairingHead.tsx";
import styles from "./PairingTable.module.css";
import type { PairingRow } from "./pairing-rows.ts";
import { useSight } from "./use-sight.ts";
import { visibleRange } from "./visible-range.ts";

/** Heights in px; rows in sight are told from the others by them. */
const ROW_HEIGHT = 52;
const HEAD_HEIGHT = 28;

const SIZES = { "--row": `${ROW_HEIGHT}px`, "--head": `${HEAD_HEIGHT}px` } as CSSProperties;
const WIDTHS = ["check", "picture", "image", "masks", "why", "cells", "notes", "state", "used"] as const;

export interface PairingTableProps {
  readonly rows: readonly PairingRow[];
  /** Key of the row that is looked at. */
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

function Spacer({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
    <tr aria-hidden="true" style={{ height: `${rows * ROW_HEIGHT}px` }}>
      <td colSpan={WIDTHS.length} />
    </tr>
  );
}

/** The rows; only those in sight are drawn, so that thousands are as fast as a few. */
export function PairingTable(props: PairingTableProps) {
  const { rows, chosen, onChoose, selected, onSelect, onSelectAll, order, onOrder, locked } = props;
  const picked = usePairByHandStore((state) => state.picked);
  const { ref, sight, reveal } = useSight(ROW_HEIGHT, HEAD_HEIGHT);
  const { first, end } = visibleRange(rows.length, ROW_HEIGHT, sight);
  const chosenIndex = rows.findIndex(({ key }) => key === chosen);
  const reachable = chosenIndex >= first && chosenIndex < end ? chosenIndex : first;

  /** The row that shall have the focus once it is drawn. */
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const button = ref.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!button) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  });
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || !(event.target instanceof HTMLElement) || !event.target.dataset.row) return;
    event.preventDefault();
    const next = Number(event.target.dataset.row) + step;
    if (next < 0 || next >= rows.length) return;
    wanted.current = next;
    reveal(next);
    onChoose(rows[next].key);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the rows' own buttons
    <div ref={ref} className={styles.scroll} style={SIZES} onKeyDown={press}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden">
          Images with their masks, and files that were not used. Arrow keys move between rows.
        </caption>
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
        <tbody>
          <Spacer rows={first} />
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
          <Spacer rows={rows.length - end} />
        </tbody>
      </table>
    </div>
  );
}
