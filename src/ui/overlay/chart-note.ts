import type { ChartLine } from "../../core/curves/chart-lines.ts";
import { CURVE_MEASURES, type CurveMeasure } from "../../core/curves/curve-measures.ts";

/** What the lines of a chart show besides its title: unit, smoothing, spread and validations. */
export function chartNote(
  measure: CurveMeasure,
  lines: readonly ChartLine[],
  smoothing: number,
  isLog: boolean,
): string {
  const { unit } = CURVE_MEASURES[measure];
  const ons = new Map(lines.map(({ validation, on }) => [validation, on]));
  const second = ons.get(1);
  const hasRaw = lines.some(({ raw }) => raw !== null);
  return [
    unit === "°" ? "degrees" : "",
    isLog ? "log" : "",
    smoothing > 0 ? `smoothed ${smoothing}${hasRaw ? ", as measured behind" : ""}` : "",
    lines.some(({ band }) => band) ? "mean ± 1 sd of seeds" : "",
    second === undefined ? "" : `A ${ons.get(0) ?? ""}, B ${second} (dotted)`,
  ]
    .filter(Boolean)
    .join(" · ");
}
