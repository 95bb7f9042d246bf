import type { Stage } from "../recipe/recipe.ts";
import { bandOf } from "../sweep/band-of.ts";
import { CURVE_MEASURES, type CurveMeasure } from "./curve-measures.ts";
import type { RunSeries, XAxis } from "./run-series.ts";
import { FEWEST_SMOOTHED, smoothSeries } from "./smooth-series.ts";
import type { StagePart } from "./stage-axis.ts";

/** What is drawn in one colour: a run, or several that repeat each other. */
export interface DrawnRun {
  /** Id of the run, or key of the group. */
  readonly key: string;
  readonly name: string;
  /** Its name beside its line, without the number of runs. */
  readonly label: string;
  /** Number of its colour. */
  readonly colour: number;
  /** Curves of its runs. */
  readonly members: readonly (readonly RunSeries[])[];
}

/** Points of a line: places on the axis, not decreasing, and values. */
export interface LinePoints {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** One line of a chart. */
export interface ChartLine extends LinePoints {
  /** Key of its run or group. */
  readonly key: string;
  readonly stage: Stage;
  readonly validation: 0 | 1;
  /** What the validation measured, if there are two. */
  readonly on: string;
  /** Whether noise is smoothed away. */
  readonly isSmoothed: boolean;
  /** The values of a smoothed run as measured. */
  readonly raw: ArrayLike<number> | null;
  /** One standard deviation below and above the mean of several runs. */
  readonly band: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> } | null;
}

/** How lines are made. */
export interface LineSettings {
  readonly axis: XAxis;
  readonly parts: readonly StagePart[];
  /** Weight of the average that smooths, 0 for none. */
  readonly smoothing: number;
}

/** The values of a curve smoothed; null if they are drawn as measured. */
export function smoothedValues({ measure, values }: RunSeries, smoothing: number): Float64Array | null {
  const isSmoothed = smoothing > 0 && CURVE_MEASURES[measure].isSmoothed && values.length >= FEWEST_SMOOTHED;
  return isSmoothed ? smoothSeries(values, smoothing) : null;
}

function lineOfRun(
  key: string,
  series: RunSeries,
  from: number,
  { axis, smoothing }: LineSettings,
): ChartLine {
  const smoothed = smoothedValues(series, smoothing);
  const { stage, validation, on, values, at } = series;
  const x = at[axis].map((place) => from + place);
  const raw = smoothed ? values : null;
  return { key, stage, validation, on, x, y: smoothed ?? values, isSmoothed: raw !== null, raw, band: null };
}

function lineOfGroup(
  key: string,
  own: readonly RunSeries[],
  from: number,
  { axis, smoothing }: LineSettings,
): ChartLine {
  const smoothed = own.map((series) => smoothedValues(series, smoothing));
  const curves = own.map(({ at, values }, index) => ({
    x: Array.from(at[axis], (place) => from + place),
    y: Array.from(smoothed[index] ?? values),
  }));
  const { x, mean, low, high } = bandOf(curves);
  const [{ stage, validation, on }] = own;
  const isSmoothed = smoothed.some((values) => values !== null);
  return { key, stage, validation, on, x, y: mean, isSmoothed, raw: null, band: { low, high } };
}

/** The lines of a run or group in the chart of a measure: one for each stage and validation that has values. */
export function chartLines(drawn: DrawnRun, measure: CurveMeasure, settings: LineSettings): ChartLine[] {
  const { key, members } = drawn;
  return settings.parts.flatMap(({ stage, from }) =>
    ([0, 1] as const).flatMap((validation) => {
      const own = members.flatMap((series) =>
        series.filter(
          (one) => one.measure === measure && one.stage === stage && one.validation === validation,
        ),
      );
      if (own.length === 0) return [];
      // A group of which a single run has the measure has no spread to show.
      return own.length === 1
        ? lineOfRun(key, own[0], from, settings)
        : lineOfGroup(key, own, from, settings);
    }),
  );
}
