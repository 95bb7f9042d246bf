import Papa from "papaparse";
import type { XAxis } from "../../core/curves/run-series.ts";

/** One curve of a table: of a run, or the mean of several. */
export interface CurveTableLine {
  /** Name of the run or group. */
  readonly run: string;
  readonly stage: string;
  /** Title of the measure, with its unit if it has one. */
  readonly measure: string;
  /** What the validation measured; empty if there is only one. */
  readonly validation: string;
  /** Places on the horizontal axes that are known, each of the length of the values. */
  readonly at: Readonly<Partial<Record<XAxis, Float64Array>>>;
  readonly values: Float64Array;
  /** The same values smoothed; absent if they are drawn as measured. */
  readonly smoothed?: Float64Array | undefined;
  /** Sample standard deviation over the runs of a mean, NaN where only one has a value. */
  readonly spread?: Float64Array | undefined;
}

/** The curves of several runs. */
export interface CurveTable {
  readonly lines: readonly CurveTableLine[];
}

/** Columns that only some tables have. */
const OPTIONAL = ["smoothed", "spread"] as const;

const cell = (value: number | undefined) =>
  value === undefined || Number.isFinite(value) ? (value ?? null) : String(value);

/**
 * Curves as a table with a row per point: names of run, stage, measure and validation, then the place on each axis
 * and the value. A value that is not a number is `NaN`. Names that a spreadsheet would interpret as a formula are
 * prefixed with a quote.
 */
export function writeOverlayCsv({ lines }: CurveTable): string {
  const optional = OPTIONAL.filter((name) => lines.some((line) => line[name]));
  const header = ["run", "stage", "measure", "validation", "step", "epoch", "trainingSeconds", "value"];
  const rows = lines.flatMap((line) => {
    const { run, stage, measure, validation, at, values } = line;
    return Array.from(values, (value, index) => [
      run,
      stage,
      measure,
      validation,
      ...([at.step, at.epoch, at.time] as const).map((places) => cell(places?.[index])),
      cell(value),
      ...optional.map((name) => cell(line[name]?.[index])),
    ]);
  });
  return `${Papa.unparse([[...header, ...optional], ...rows], { newline: "\n", escapeFormulae: true })}\n`;
}
