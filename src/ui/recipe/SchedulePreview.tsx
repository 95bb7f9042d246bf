import { useMemo } from "react";
import type { ScheduleKind, ScheduleRecipe } from "../../core/recipe/schedules.ts";
import { formatRate } from "./format-rate.ts";
import styles from "./SchedulePreview.module.css";
import { type ScheduleCurve, scheduleCurve } from "./schedule-curve.ts";

const WIDTH = 44;
const HEIGHT = 22;
const MARGIN = 2;

interface SchedulePreviewProps {
  readonly schedule: ScheduleRecipe;
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** The words about a schedule; its numbers are those of the planned steps. */
const WORDS: Readonly<Record<ScheduleKind, (curve: ScheduleCurve) => string>> = {
  constant: ({ highest }) => `${formatRate(highest)} at every step`,
  warmUp: ({ first, highest }) => `${formatRate(first)} rising to ${formatRate(highest)}`,
  oneCycle: (curve) => riseAndFall(curve),
  cosine: (curve) => riseAndFall(curve),
  step: (curve) => `${riseAndFall(curve)} in steps`,
  plateau: ({ highest }) => `${formatRate(highest)} until the score no longer improves`,
};

function riseAndFall({ first, highest, last }: ScheduleCurve): string {
  const falling = `falling to ${formatRate(last)}`;
  if (first === highest) return `${formatRate(highest)} ${falling}`;
  return `${formatRate(first)} rising to ${formatRate(highest)}, ${falling}`;
}

/**
 * The learning rate over the planned steps as a sketch; in words for assistive technology.
 * @param stepsPerEpoch may be a fraction
 */
export function SchedulePreview({ schedule, steps, stepsPerEpoch }: SchedulePreviewProps) {
  const curve = useMemo(
    () => scheduleCurve(schedule, steps, stepsPerEpoch),
    [schedule, steps, stepsPerEpoch],
  );
  const places = curve.points.map(([done, rate]) => {
    const x = MARGIN + done * (WIDTH - 2 * MARGIN);
    const y = HEIGHT - MARGIN - rate * (HEIGHT - 2 * MARGIN);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const text = WORDS[schedule.kind](curve);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className={styles.sketch}
      role="img"
      aria-label={text}
    >
      <title>{text}</title>
      <path d={`M${places.join("L")}`} />
    </svg>
  );
}
