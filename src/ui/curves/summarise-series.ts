import type { CurveChartData } from "./curve-chart-data.ts";

const DIGITS = 4;

/** A number in chart text: four significant digits. */
export function formatValue(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(DIGITS))) : "not a number";
}

export interface SeriesFacts {
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly lowest: number;
  readonly lowestAt: number;
  readonly highest: number;
}

/** First, last, lowest and highest value of every series that has points. */
export function seriesFacts(data: CurveChartData): SeriesFacts[] {
  return data.series
    .filter(({ y }) => y.length > 0)
    .map(({ name, stage, x, y }) => {
      let lowest = 0;
      let highest = 0;
      for (let index = 1; index < y.length; index++) {
        if (y[index] < y[lowest]) lowest = index;
        if (y[index] > y[highest]) highest = index;
      }
      return {
        name: `${stage}, ${name}`,
        count: y.length,
        first: y[0],
        last: y[y.length - 1],
        lowest: y[lowest],
        lowestAt: x[lowest],
        highest: y[highest],
      };
    });
}

/** The chart in one paragraph, for users who cannot see it. */
export function summariseChart(data: CurveChartData): string {
  const facts = seriesFacts(data);
  if (facts.length === 0) return `${data.title}: nothing to show yet.`;
  const curves = facts.map(
    ({ name, first, last, lowest, lowestAt }) =>
      `${name} goes from ${formatValue(first)} to ${formatValue(last)}, lowest ${formatValue(lowest)} at ${formatValue(lowestAt)}`,
  );
  const lines = [...new Set(data.references.map(({ label }) => label))];
  const compared = lines.length > 0 ? ` Reference lines: ${lines.join(", ")}.` : "";
  return `${data.title}, ${data.yTitle} over ${data.xTitle}. ${curves.join("; ")}.${compared}`;
}
