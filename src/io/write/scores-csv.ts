import Papa from "papaparse";
import { type InstanceScore, KAGGLE_PERCENTS } from "../../core/metrics/instance-score.ts";

/** The score of one picture. */
export interface NamedScore extends InstanceScore {
  readonly name: string;
}

const COLUMNS = [
  "trueCells",
  "foundCells",
  "kaggle",
  "ap50",
  "ap75",
  "ap90",
  "precision",
  "recall",
  "f1",
  "pq",
  "sq",
  "rq",
  "aji",
  "maskIou",
  "maskDice",
] as const satisfies readonly (keyof InstanceScore)[];

/**
 * Scores as a table, one row a picture: the numbers of docs/metrics.md under their names there, and the ten of
 * `kaggleAt` as `kaggleAt50` to `kaggleAt95`. Names that a spreadsheet would take for a formula begin with a quote.
 */
export function writeScoresCsv(scores: readonly NamedScore[]): string {
  const header = ["name", ...COLUMNS, ...KAGGLE_PERCENTS.map((percent) => `kaggleAt${percent}`)];
  const rows = scores.map((score) => [
    score.name,
    ...COLUMNS.map((column) => score[column]),
    ...score.kaggleAt,
  ]);
  return `${Papa.unparse([header, ...rows], { newline: "\n", escapeFormulae: true })}\n`;
}
