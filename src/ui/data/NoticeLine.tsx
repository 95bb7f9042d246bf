import { type ReactNode, use, useLayoutEffect } from "react";
import { Icon } from "../controls/Icon.tsx";
import styles from "./NoticeLine.module.css";
import { NoticeFoldContext } from "./notice-fold.ts";

export interface NoticeLineProps {
  readonly kind: "warning" | "plain";
  readonly text: string;
  /** Actions for the notice. */
  readonly children?: ReactNode;
}

/** A line across the page with the outcome of reading files. */
export function NoticeLine({ kind, text, children }: NoticeLineProps) {
  const { folded, join } = use(NoticeFoldContext);
  useLayoutEffect(() => join(), [join]);
  return (
    <div className={`${styles.line} ${styles[kind]}`} data-folded={folded || undefined}>
      {kind === "warning" ? <Icon name="warning" /> : null}
      <p role="status" className={styles.words}>
        {text}
      </p>
      {children}
    </div>
  );
}
