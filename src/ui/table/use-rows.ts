import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { useScrollWindow } from "./use-scroll-window.ts";
import { type RowRange, visibleRange } from "./visible-range.ts";

export interface RowsOptions {
  readonly count: number;
  /** Heights of a row and of the fixed header, px. */
  readonly rowHeight: number;
  readonly headHeight: number;
  /** Index of the selected row; -1 for none. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/**
 * Rows of equal height, of which only the visible ones are drawn; the arrow keys, Home and End move through all of them.
 */
export interface Rows extends RowRange {
  /** The scrolling element, which listens to `press`. The button of each row has its index as `data-row`. */
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Index of the row in the Tab order. */
  readonly reachable: number;
  readonly reveal: (index: number) => void;
  readonly press: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Rendering and keyboard navigation of the rows of a table. */
export function useRows({ count, rowHeight, headHeight, chosen, onChoose }: RowsOptions): Rows {
  const { ref, scrollWindow, reveal } = useScrollWindow(rowHeight, headHeight);
  const { first, end } = visibleRange(count, rowHeight, scrollWindow);
  /** The row that gets the focus once it is drawn. */
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const button = ref.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!button) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  });
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || !event.target.dataset.row) return;
    // Until a row is drawn, the focus is still on the source of the last key press.
    const from = wanted.current ?? Number(event.target.dataset.row);
    const targets: Partial<Record<string, number>> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      Home: 0,
      End: count - 1,
    };
    const next = targets[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0 || next >= count) return;
    wanted.current = next;
    reveal(next);
    onChoose(next);
  };
  const reachable = chosen >= first && chosen < end ? chosen : first;
  return { ref, first, end, reachable, reveal, press };
}
