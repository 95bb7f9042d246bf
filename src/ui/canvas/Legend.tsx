import type { ColourMapName } from "./colour-maps.ts";
import styles from "./Legend.module.css";
import { legendNumber } from "./legend-ticks.ts";
import { gradientSteps, gradientStops } from "./table-gradient.ts";

export interface LegendProps {
  /** Any map but `direction`, which has a wheel. */
  readonly map: Exclude<ColourMapName, "direction">;
  readonly range: readonly [low: number, high: number];
  /** Unit of the numbers, e.g. "px"; empty for a dimensionless number. */
  readonly unit: string;
}

/** Segments of a smooth bar: finer than visible. */
const SMOOTH_STOPS = 64;

/** Flat steps of the maps that have them. */
const STEPS = { levels: 16, labels: 24 } as const;

/** A map from left to right, as a CSS image. */
export function mapGradient(map: LegendProps["map"]): string {
  const stops =
    map === "levels" || map === "labels"
      ? gradientSteps(map, STEPS[map])
      : gradientStops(map, SMOOTH_STOPS, 100, "%");
  return `linear-gradient(to right, ${stops})`;
}

function withUnit(value: number, unit: string): string {
  if (unit === "") return legendNumber(value);
  return unit === "°" ? `${legendNumber(value)}°` : `${legendNumber(value)} ${unit}`;
}

/** Colour bar of a field between the ends of its range. */
export function Legend({ map, range, unit }: LegendProps) {
  if (map === "labels") {
    return (
      <div className={styles.legend}>
        <span className={styles.bar} style={{ backgroundImage: mapGradient(map) }} />
        each cell in its own colour
      </div>
    );
  }
  return (
    <div className={styles.legend}>
      {legendNumber(range[0])}
      <span className={styles.bar} style={{ backgroundImage: mapGradient(map) }} />
      {withUnit(range[1], unit)}
    </div>
  );
}
