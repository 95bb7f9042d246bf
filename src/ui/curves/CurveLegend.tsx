import styles from "./CurveLegend.module.css";
import { CurveSwatch } from "./CurveSwatch.tsx";
import type { CurveSeries } from "./curve-chart-data.ts";

/** Legend of the curves, by dash and marker as well as colour; those of all stages have one entry. */
export function CurveLegend({ series }: { series: readonly CurveSeries[] }) {
  const entries = new Map(series.map(({ name, role }) => [name, role]));
  return (
    <ul className={styles.legend}>
      {[...entries].map(([name, role]) => (
        <li key={name} className={styles.entry}>
          <CurveSwatch role={role} />
          {name}
        </li>
      ))}
    </ul>
  );
}
