import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { type Sight, scrolledTo } from "./visible-range.ts";

/** A scrolled list and how to bring a row of it into sight. */
export interface ScrolledList {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly sight: Sight;
  /** Scrolls no further than it takes to see row `index` whole. */
  readonly reveal: (index: number) => void;
}

/** Follows what is in sight of a list of rows of one height below a head that stays. Both in px. */
export function useSight(rowHeight: number, head: number): ScrolledList {
  const ref = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<Sight>({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const list = ref.current;
    if (!list) return;
    const look = () => setSight({ top: list.scrollTop, height: list.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(list);
    list.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      list.removeEventListener("scroll", look);
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
  return { ref, sight, reveal };
}
