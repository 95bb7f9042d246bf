import { BACKGROUND, type ColourMapName } from "./colour-maps.ts";
import styles from "./Legend.module.css";
import { legendNumber, roomyTicks, type Tick } from "./legend-ticks.ts";
import { gradientSteps, gradientStops } from "./table-gradient.ts";

export interface LegendProps {
  /** Any map but `direction`, which has a wheel. */
  readonly map: Exclude<ColourMapName, "direction">;
  readonly range: readonly [low: number, high: number];
  /** Unit of the numbers, e.g. "px"; empty for a dimensionless number. */
  readonly unit: string;
  /** Show which colour means "no cell". */
  readonly background?: boolean;
}

/** Segments of a smooth bar: finer than visible. */
const SMOOTH_STOPS = 64;

/** Flat steps of the maps that have them. */
const STEPS = { levels: 16, labels: 24 } as const;

/** Levels with a number; more numbers would touch. */
const LEVEL_TICKS = [0, 5, 10, 15];

/** Degrees: no step of `legendTicks` divides 180 into a few equal parts. */
const ANGLE_TICKS = [0, 90, 180];

function barOf(map: LegendProps["map"]): string {
  const stops =
    map === "levels" || map === "labels"
      ? gradientSteps(map, STEPS[map])
      : gradientStops(map, SMOOTH_STOPS, 100, "%");
  return `linear-gradient(to right, ${stops})`;
}

/** Both ends and the round numbers between them. The number of a level is centred below its step. */
function ticksOf(map: LegendProps["map"], range: readonly [number, number]): readonly Tick[] {
  if (map === "levels") {
    return LEVEL_TICKS.map((value) => ({ value, place: (value + 0.5) / STEPS.levels }));
  }
  if (map === "angleError") return ANGLE_TICKS.map((value) => ({ value, place: value / range[1] }));
  return roomyTicks(range);
}

/** Colour bar of a field, with its range, ticks and unit. */
export function Legend({ map, range, unit, background = false }: LegendProps) {
  return (
    <div className={styles.legend}>
      <div className={styles.scale}>
        <div className={styles.bar} style={{ backgroundImage: barOf(map) }} />
        {map === "labels" ? (
          <div className={styles.note}>each cell in its own colour</div>
        ) : (
          <div className={styles.ticks}>
            {ticksOf(map, range).map(({ value, place }) => (
              <span key={value} className={styles.tick} style={{ left: `${100 * place}%` }}>
                <span className={styles.number} style={{ transform: `translateX(${-100 * place}%)` }}>
                  {legendNumber(value)}
                </span>
              </span>
            ))}
          </div>
        )}
      </div>
      {unit ? <span className={styles.unit}>{unit}</span> : null}
      {background ? (
        <span className={styles.background}>
          <span className={styles.swatch} style={{ backgroundColor: `rgb(${BACKGROUND.join(" ")})` }} />
          no cell
        </span>
      ) : null}
    </div>
  );
}
