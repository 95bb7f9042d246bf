import styles from "./SortHead.module.css";

/** How rows are ordered by a column. */
export type SortDirection = "ascending" | "descending";

export interface SortHeadProps {
  readonly title: string;
  /** What the column means, told over the title. */
  readonly meaning?: string | undefined;
  /** Null where the rows are ordered by another column. */
  readonly sorted: SortDirection | null;
  readonly onSort: () => void;
  readonly className?: string | undefined;
}

const ARROWS: Readonly<Record<SortDirection, string>> = { ascending: " ▴", descending: " ▾" };

/** The direction of an order that may be turned round. */
export function directionOf({ descending }: { readonly descending: boolean }): SortDirection {
  return descending ? "descending" : "ascending";
}

/** The head of a column that the rows can be ordered by. */
export function SortHead({ title, meaning, sorted, onSort, className }: SortHeadProps) {
  return (
    <th scope="col" className={className} aria-sort={sorted ?? "none"}>
      <button type="button" className={styles.sort} title={meaning} onClick={onSort}>
        {title}
        <span aria-hidden="true">{sorted ? ARROWS[sorted] : ""}</span>
      </button>
    </th>
  );
}
