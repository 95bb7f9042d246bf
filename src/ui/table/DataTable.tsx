import type { CSSProperties, ReactNode } from "react";
import styles from "./DataTable.module.css";
import { Spacer } from "./Spacer.tsx";
import type { Rows } from "./use-rows.ts";

export interface DataTableProps {
  /** What the table contains, for assistive technology. */
  readonly caption: string;
  /** Number of rows, drawn or not, and of columns. */
  readonly count: number;
  readonly columns: number;
  /** Heights of a row and of the fixed header, px. */
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly rows: Rows;
  /** Whether the first column names the rows and stays in sight when the others are scrolled. */
  readonly named?: boolean;
  readonly className?: string | undefined;
  /** The column group, if any, and the header. */
  readonly head: ReactNode;
  /** The drawn rows. */
  readonly children: ReactNode;
}

/** A table with a fixed header in which only visible rows are drawn, and arrow keys move between rows. */
export function DataTable(props: DataTableProps) {
  const { caption, count, columns, rowHeight, headHeight, rows, named, className, head, children } = props;
  const { ref, first, end, press } = rows;
  const sizes = { "--row": `${rowHeight}px`, "--head": `${headHeight}px` } as CSSProperties;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the rows' own buttons
    <div ref={ref} className={styles.scroll} style={sizes} onKeyDown={press}>
      <table
        className={`${styles.table} ${className ?? ""}`}
        data-named={named || undefined}
        aria-rowcount={count + 1}
      >
        <caption className="visually-hidden">{caption}</caption>
        {head}
        <tbody>
          <Spacer rows={first} rowHeight={rowHeight} columns={columns} />
          {children}
          <Spacer rows={count - end} rowHeight={rowHeight} columns={columns} />
        </tbody>
      </table>
    </div>
  );
}
