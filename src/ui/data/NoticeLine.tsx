import type { ReactNode } from "react";
import { Icon } from "../controls/Icon.tsx";
import styles from "./NoticeLine.module.css";

export interface NoticeLineProps {
  readonly kind: "warning" | "plain";
  readonly text: string;
  /** Actions for the notice. */
  readonly children?: ReactNode;
}

/** A line across the page with the outcome of reading files. */
export function NoticeLine({ kind, text, children }: NoticeLineProps) {
  return (
    <div className={`${styles.line} ${styles[kind]}`}>
      {kind === "warning" ? <Icon name="warning" /> : null}
      <p role="status" className={styles.words}>
        {text}
      </p>
      {children}
    </div>
  );
}
