import Papa from "papaparse";
import type { ComparedScore } from "../../core/instances/evaluation.ts";
import { KAGGLE_PERCENTS } from "../../core/metrics/instance-score.ts";

/** The score of one image. */
export interface NamedScore extends ComparedScore {
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
] as const satisfies readonly (keyof ComparedScore)[];

/**
 * Scores as a table, one row per image: the metrics of docs/metrics.md under their names there, the ten
 * values of `kaggleAt` as `kaggleAt50` to `kaggleAt95`, then the metrics of the connected components of the
 * same mask. A metric that does not apply is left empty. Names that a spreadsheet would interpret as a
 * formula are prefixed with a quote.
 */
export function writeScoresCsv(scores: readonly NamedScore[]): string {
  const header = [
    "name",
    ...COLUMNS,
    ...KAGGLE_PERCENTS.map((percent) => `kaggleAt${percent}`),
    "componentsKaggle",
    "componentsAp50",
  ];
  const rows = scores.map((score) => [
    score.name,
    ...COLUMNS.map((column) => score[column]),
    ...score.kaggleAt,
    score.components?.kaggle,
    score.components?.ap50,
  ]);
  return `${Papa.unparse([header, ...rows], { newline: "\n", escapeFormulae: true })}\n`;
}
