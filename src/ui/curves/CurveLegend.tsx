import styles from "./CurveLegend.module.css";
import type { CurveSeries, SeriesRole } from "./curve-chart-data.ts";

const COLOURS: Record<SeriesRole, string> = {
  step: "var(--series-step)",
  mean: "var(--series-mean)",
  validation: "var(--series-validation)",
};

function Swatch({ role }: { role: SeriesRole }) {
  const colour = COLOURS[role];
  return (
    <svg width="18" height="10" viewBox="2 0 18 10" aria-hidden="true">
      <path
        d="M0 5H22"
        stroke={colour}
        strokeWidth={role === "step" ? 1 : 2}
        strokeDasharray={role === "validation" ? "5 3" : undefined}
      />
      {role === "mean" ? <circle cx="11" cy="5" r="3" fill={colour} /> : null}
      {role === "validation" ? <path d="M11 1L15 5 11 9 7 5z" fill={colour} /> : null}
    </svg>
  );
}

/** Legend of the curves, by dash and marker as well as colour. */
export function CurveLegend({ series }: { series: readonly CurveSeries[] }) {
  return (
    <ul className={styles.legend}>
      {series
        .filter(({ y }) => y.length > 0)
        .map(({ name, role }) => (
          <li key={name} className={styles.entry}>
            <Swatch role={role} />
            {name}
          </li>
        ))}
    </ul>
  );
}
