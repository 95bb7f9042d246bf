import { Fragment } from "react";
import type { Evaluation } from "../../../core/instances/evaluation.ts";
import { formatMetric, METRIC_GROUPS } from "../words/score-metrics.ts";
import styles from "./FactsPanel.module.css";
import { MetricName } from "./MetricName.tsx";

const COMPONENTS =
  "Connected components of the same mask: what the mask alone gives, without the networks behind the method";

export interface FactsTableProps {
  /** Of the images in scope. */
  readonly set: Evaluation | null;
  /** Of the shown image. */
  readonly shown: Evaluation | null;
}

/**
 * Every metric of the set and of the shown image, each beside that of the connected components of the same
 * mask.
 */
export function FactsTable({ set, shown }: FactsTableProps) {
  const components = { set: set?.components ?? null, shown: shown?.components ?? null };
  const compares = components.set !== null || components.shown !== null;
  const head = (
    <th scope="col">
      <MetricName name="Comp." meaning={COMPONENTS} />
    </th>
  );
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Scores of all images in scope and of the shown image</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Set</th>
          {compares ? head : null}
          <th scope="col">Shown</th>
          {compares ? head : null}
        </tr>
      </thead>
      <tbody>
        {METRIC_GROUPS.map(({ title, metrics }) => (
          <Fragment key={title}>
            <tr className={styles.group}>
              <th scope="colgroup" colSpan={compares ? 5 : 3}>
                {title}
              </th>
            </tr>
            {metrics.map((metric) => (
              <tr key={metric.key} data-first={metric.key === "kaggle" || undefined}>
                <th scope="row">
                  <MetricName name={metric.name} meaning={metric.meaning} />
                </th>
                <td>{formatMetric(metric, set)}</td>
                {compares ? (
                  <td className={styles.components}>{formatMetric(metric, components.set)}</td>
                ) : null}
                <td className={styles.shown}>{formatMetric(metric, shown)}</td>
                {compares ? (
                  <td className={styles.components}>{formatMetric(metric, components.shown)}</td>
                ) : null}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
