import { type ReactNode, useCallback, useMemo, useState } from "react";
import { Icon } from "../controls/Icon.tsx";
import styles from "./FoldedNotices.module.css";
import { NoticeFoldContext } from "./notice-fold.ts";

/** Notices with all their words and acts; several have one line each until they are opened. */
export function FoldedNotices({ children }: { children: ReactNode }) {
  const [count, setCount] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const join = useCallback(() => {
    setCount((before) => before + 1);
    return () => setCount((before) => before - 1);
  }, []);
  const isSeveral = count > 1;
  const folded = isSeveral && !isOpen;
  const fold = useMemo(() => ({ folded, join }), [folded, join]);
  return (
    <NoticeFoldContext value={fold}>
      {isSeveral ? (
        <button
          type="button"
          className={styles.head}
          aria-expanded={isOpen}
          onClick={() => setOpen((before) => !before)}
        >
          <Icon name={isOpen ? "chevron" : "chevronUp"} />
          {count} notices
        </button>
      ) : null}
      {children}
    </NoticeFoldContext>
  );
}
