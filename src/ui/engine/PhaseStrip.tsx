import { memo } from "react";
import type { DispatchRow } from "../../workers/step.protocol.ts";
import styles from "./PhaseStrip.module.css";
import { phaseColour } from "./phases.ts";

/** Part of the step for each column of the map. */
export const PhaseStrip = memo(function PhaseStrip({ rows }: { rows: readonly DispatchRow[] }) {
  const starts = rows.flatMap(({ phase }, index) => (rows[index - 1]?.phase === phase ? [] : [index]));
  return (
    <svg
      className={styles.strip}
      viewBox={`0 0 ${rows.length + 2} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {starts.map((start, run) => (
        <rect
          key={start}
          x={start + 1}
          y={0}
          width={(starts[run + 1] ?? rows.length) - start}
          height={1}
          fill={phaseColour(rows[start].phase)}
        />
      ))}
    </svg>
  );
});
