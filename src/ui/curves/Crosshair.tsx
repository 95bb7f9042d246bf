import { useCrosshair } from "../../state/crosshair.ts";
import styles from "./Crosshair.module.css";
import { CurveSwatch } from "./CurveSwatch.tsx";
import type { CurveChartData } from "./curve-chart-data.ts";
import { type PlotArea, placeOf } from "./plot-area.ts";
import { readCurves } from "./read-curves.ts";
import { formatValue } from "./summarise-series.ts";

export interface CrosshairProps {
  readonly data: CurveChartData;
  /** The plot now; null if nothing is drawn. */
  readonly area: () => PlotArea | null;
}

/** Width of the box with the values, and its distance from the line and from the frame, px. */
const BOX_WIDTH = 158;
const GAP = 8;

/** The line at the step under the pointer of any chart, and the values of this one there. */
export function Crosshair({ data, area }: CrosshairProps) {
  const step = useCrosshair((crosshair) => crosshair.step);
  const drawn = step === null ? null : area();
  const reading = step === null ? null : readCurves(data, step);
  const left = drawn && step !== null ? placeOf(drawn, step) : null;
  if (!drawn || !reading || left === null) return null;
  const isRight = left > drawn.left + drawn.width / 2;
  const box = Math.max(GAP, isRight ? left - GAP - BOX_WIDTH : left + GAP);
  return (
    <div className={styles.layer} aria-hidden="true">
      <div className={styles.line} style={{ transform: `translateX(${left}px)` }} />
      <div className={styles.box} style={{ width: BOX_WIDTH, transform: `translateX(${box}px)` }}>
        <p className={styles.place}>{reading.place}</p>
        <ul>
          {reading.readings.map(({ name, role, value }) => (
            <li key={name} className={styles.reading}>
              <CurveSwatch role={role} />
              <span>{name}</span>
              <b>{formatValue(value)}</b>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
