import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { type ScrollWindow, scrolledTo } from "./visible-range.ts";

/** A scrolled list and a function that makes one of its rows visible. */
export interface ScrolledList {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly scrollWindow: ScrollWindow;
  /** Scrolls by the smallest distance that makes row `index` fully visible. */
  readonly reveal: (index: number) => void;
}

/** Tracks the visible part of a list of rows of equal height below a fixed header. Both in px. */
export function useScrollWindow(rowHeight: number, head: number): ScrolledList {
  const ref = useRef<HTMLDivElement>(null);
  const [scrollWindow, setScrollWindow] = useState<ScrollWindow>({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const list = ref.current;
    if (!list) return;
    const update = () => setScrollWindow({ top: list.scrollTop, height: list.clientHeight });
    const observer = new ResizeObserver(update);
    observer.observe(list);
    list.addEventListener("scroll", update, { passive: true });
    update();
    return () => {
      observer.disconnect();
      list.removeEventListener("scroll", update);
    };
  }, []);
  const reveal = useCallback(
    (index: number) => {
      const list = ref.current;
      if (!list) return;
      const now = { top: list.scrollTop, height: list.clientHeight };
      list.scrollTop = scrolledTo(index, rowHeight, now, head);
    },
    [rowHeight, head],
  );
  return { ref, scrollWindow, reveal };
}
