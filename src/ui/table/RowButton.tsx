import type { ReactNode } from "react";
import styles from "./Row.module.css";

export interface RowButtonProps {
  readonly index: number;
  readonly chosen: boolean;
  /** Whether the button is in the Tab order; the arrow keys reach the others. */
  readonly reachable: boolean;
  readonly title?: string | undefined;
  readonly className?: string | undefined;
  /** Name of the row. */
  readonly children: ReactNode;
}

/** The name of a row; pressing it, or a click anywhere on the row, selects the row. */
export function RowButton({ index, chosen, reachable, title, className, children }: RowButtonProps) {
  return (
    <button
      type="button"
      className={`${styles.open} ${className ?? ""}`}
      data-row={index}
      aria-pressed={chosen}
      tabIndex={reachable ? 0 : -1}
      title={title}
    >
      {children}
    </button>
  );
}
