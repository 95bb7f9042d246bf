import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { formatMilliseconds, formatPercent } from "../status/quantities.ts";
import { type SortDirection, SortHead } from "../table/SortHead.tsx";
import { KernelRow } from "./KernelRow.tsx";
import styles from "./KernelTable.module.css";
import { PHASE_TITLES, phaseColour } from "./phases.ts";
import { groupRows, type RowGroup, type RowOrder, type TableRow } from "./step-table.ts";

/** Kernels shorter than this many milliseconds need a third digit. */
const SHORT_MILLISECONDS = 10;

const COLUMNS = 8;

function GroupHead({ group: { phase, rows, milliseconds, fraction } }: { group: RowGroup }) {
  if (phase === null) return null;
  const text = [
    `${rows.length} ${rows.length === 1 ? "dispatch" : "dispatches"}`,
    ...(milliseconds === null || fraction === null
      ? []
      : [formatMilliseconds(milliseconds), formatPercent(fraction)]),
  ];
  return (
    <tr className={styles.group}>
      <th colSpan={COLUMNS} scope="rowgroup">
        <span className={styles.dot} style={{ background: phaseColour(phase) }} />
        {PHASE_TITLES[phase]} <span className={styles.words}>{text.join(" · ")}</span>
      </th>
    </tr>
  );
}

/** Default directions: the first kernel at the top, and the most expensive at the top. */
const DIRECTIONS: Readonly<Record<RowOrder, SortDirection>> = {
  order: "ascending",
  time: "descending",
  bytes: "descending",
};

export interface KernelTableProps {
  readonly rows: readonly TableRow[];
  /** Heading of the independent parts of a dispatch. */
  readonly units: string;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
}

/** The plan: one row per dispatch, in the order of the step or the most expensive first. */
export function KernelTable({ rows, units, selected, onSelect }: KernelTableProps) {
  const [order, setOrder] = useState<RowOrder>("order");
  const groups = useMemo(() => groupRows(rows, order), [rows, order]);
  const longest = Math.max(0, ...rows.map(({ milliseconds }) => milliseconds ?? 0));
  const digits = longest < SHORT_MILLISECONDS ? 3 : 2;
  const largestFraction = Math.max(Number.MIN_VALUE, ...rows.map(({ fraction }) => fraction ?? 0));
  const first = selected ?? groups[0]?.rows[0]?.index ?? 0;
  const select = useCallback((index: number) => onSelect(index), [onSelect]);

  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected === null) return;
    scroll.current
      ?.querySelector(`[data-row="${selected}"]`)
      ?.closest("tr")
      ?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || !(event.target instanceof HTMLElement) || !event.target.dataset.row) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
    buttons[buttons.indexOf(event.target) + step]?.focus();
  };

  const head = (wanted: RowOrder) => ({
    sorted: wanted === order ? DIRECTIONS[wanted] : null,
    onSort: () => setOrder(wanted),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the rows' own buttons
    <div ref={scroll} className={styles.scroll} onKeyDown={press}>
      <table className={styles.table}>
        <caption className="visually-hidden">
          The kernels of one training step. Choose one to read it; arrow keys move between rows.
        </caption>
        <thead>
          <tr>
            <SortHead {...head("order")} title="#" className={styles.index} />
            <th scope="col">Layer</th>
            <th scope="col">Kernel</th>
            <th scope="col" className={styles.number}>
              {units}
            </th>
            <SortHead {...head("time")} title="Time, ms" className={styles.number} />
            <th scope="col" className={styles.shareHead}>
              Fraction
            </th>
            <th scope="col" className={`${styles.number} ${styles.rate}`}>
              Rate
            </th>
            <SortHead {...head("bytes")} title="Bytes" className={styles.number} />
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.rows[0]?.index ?? 0}>
            <GroupHead group={group} />
            {group.rows.map((row) => (
              <KernelRow
                key={row.index}
                row={row}
                digits={digits}
                largestFraction={largestFraction}
                selected={row.index === selected}
                reachable={row.index === first}
                onSelect={select}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
