import { Tooltip } from "../controls/Tooltip.tsx";
import styles from "./SortHead.module.css";

/** Sort order of the rows by a column. */
export type SortDirection = "ascending" | "descending";

export interface SortHeadProps {
  readonly title: string;
  /** Explanation of the column, as a tooltip of the title. */
  readonly meaning?: string | undefined;
  /** Null if the rows are sorted by another column. */
  readonly sorted: SortDirection | null;
  readonly onSort: () => void;
  readonly className?: string | undefined;
}

const ARROWS: Readonly<Record<SortDirection, string>> = { ascending: " ▴", descending: " ▾" };

/** The sort direction of a reversible order. */
export function directionOf({ descending }: { readonly descending: boolean }): SortDirection {
  return descending ? "descending" : "ascending";
}

/** Header of a sortable column. */
export function SortHead({ title, meaning, sorted, onSort, className }: SortHeadProps) {
  const button = (
    <button type="button" className={styles.sort} onClick={onSort}>
      {title}
      <span aria-hidden="true">{sorted ? ARROWS[sorted] : ""}</span>
    </button>
  );
  return (
    <th scope="col" className={className} aria-sort={sorted ?? "none"}>
      {meaning ? <Tooltip text={meaning}>{button}</Tooltip> : button}
    </th>
  );
}
