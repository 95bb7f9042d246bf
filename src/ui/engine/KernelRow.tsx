import { memo } from "react";
import { NO_VALUE } from "../controls/no-value.ts";
import { formatBytes, formatFlops, formatPercent } from "../status/quantities.ts";
import styles from "./KernelTable.module.css";
import { phaseColour } from "./phases.ts";
import type { TableRow } from "./step-table.ts";

export interface KernelRowProps {
  readonly row: TableRow;
  /** Decimal places of the time. */
  readonly digits: number;
  readonly largestFraction: number;
  readonly selected: boolean;
  /** Whether the row is in the Tab order; the arrow keys reach the others. */
  readonly reachable: boolean;
  readonly onSelect: (index: number) => void;
}

/** A dispatch in the table; a click anywhere on the row, or its button, selects it. */
export const KernelRow = memo(function KernelRow({
  row,
  digits,
  largestFraction,
  selected,
  reachable,
  onSelect,
}: KernelRowProps) {
  const { index, layer, phase, name, variant, units, milliseconds, fraction, rate, bytes } = row;
  return (
    <tr className={styles.row} data-selected={selected || undefined} onClick={() => onSelect(index)}>
      <td className={styles.index}>
        <span className={styles.phase} style={{ background: phaseColour(phase) }} />
        {index + 1}
      </td>
      <td>{layer}</td>
      <td className={styles.kernel}>
        <button
          type="button"
          className={styles.open}
          data-row={index}
          aria-pressed={selected}
          tabIndex={reachable ? 0 : -1}
          title={variant === "" ? name : `${name}: ${variant}`}
        >
          {name} <span className={styles.variant}>{variant}</span>
        </button>
      </td>
      <td className={styles.number}>{units.toLocaleString("en-GB")}</td>
      <td className={styles.number}>{milliseconds === null ? NO_VALUE : milliseconds.toFixed(digits)}</td>
      <td className={styles.fraction}>
        {fraction === null ? null : (
          <span className={styles.gauge}>
            <span
              className={styles.bar}
              style={{ width: `${(100 * fraction) / largestFraction}%`, background: phaseColour(phase) }}
            />
            <span className={styles.percent}>{formatPercent(fraction)}</span>
          </span>
        )}
      </td>
      <td className={`${styles.number} ${styles.rate}`}>{rate === null ? "" : `${formatFlops(rate)}/s`}</td>
      <td className={styles.number}>{formatBytes(bytes)}</td>
    </tr>
  );
});
