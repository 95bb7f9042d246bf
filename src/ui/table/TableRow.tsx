import type { ComponentProps } from "react";
import styles from "./Row.module.css";

export interface TableRowProps extends Omit<ComponentProps<"tr">, "className" | "aria-rowindex"> {
  /** Index among all rows, drawn or not. */
  readonly index: number;
  readonly chosen: boolean;
}

/** A row of a table, which a click anywhere on it selects. */
export function TableRow({ index, chosen, ...rest }: TableRowProps) {
  return <tr className={styles.row} aria-rowindex={index + 2} data-chosen={chosen || undefined} {...rest} />;
}
