import { useMemo } from "react";
import type { ScheduleRecipe } from "../../core/recipe/recipe.ts";
import styles from "./SchedulePreview.module.css";
import { scheduleCurve } from "./schedule-curve.ts";

const WIDTH = 44;
const HEIGHT = 22;
const MARGIN = 2;

const formatRate = (rate: number) => rate.toExponential(1).replace(".0e", "e");

/** The learning rate over the planned steps as a sketch; in words for assistive technology. */
export function SchedulePreview({ schedule, steps }: { schedule: ScheduleRecipe; steps: number }) {
  const { points, first, highest, last } = useMemo(() => scheduleCurve(schedule, steps), [schedule, steps]);
  const places = points.map(([done, rate]) => {
    const x = MARGIN + done * (WIDTH - 2 * MARGIN);
    const y = HEIGHT - MARGIN - rate * (HEIGHT - 2 * MARGIN);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const text =
    schedule.kind === "constant"
      ? `${formatRate(highest)} at every step`
      : `${formatRate(first)} rising to ${formatRate(highest)}, falling to ${formatRate(last)}`;
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
