import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import styles from "./Notice.module.css";

export interface NoticeProps {
  readonly kind: "danger" | "warning" | "plain";
  readonly children: ReactNode;
}

/** A highlighted message about an error or an unusual state. */
export function Notice({ kind, children }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={kind === "danger" ? "alert" : undefined}>
      {kind === "plain" ? null : <Icon name="warning" />}
      <div className={styles.words}>{children}</div>
    </div>
  );
}
