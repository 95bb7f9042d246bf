import { useMemo } from "react";
import type { ScheduleRecipe } from "../../core/recipe/recipe.ts";
import styles from "./SchedulePreview.module.css";
import { scheduleCurve } from "./schedule-curve.ts";

const WIDTH = 280;
const HEIGHT = 44;
const MARGIN = 3;

const formatRate = (rate: number) => rate.toExponential(1).replace(".0e", "e");

/** The learning rate over the planned steps. */
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
    <figure className={styles.preview}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.plot}
        aria-hidden="true"
      >
        <path d={`M${places.join("L")}`} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className={styles.words}>{text}</figcaption>
    </figure>
  );
}
