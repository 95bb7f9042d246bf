import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Labels } from "../raster/plane.ts";
import { readReferenceArray } from "../targets/testing/reference-arrays.ts";
import { golden } from "../testing/golden.ts";
import { KAGGLE_PERCENTS, scoreImage } from "./instance-score.ts";
import { countMatches, type MatchRule, matchFraction } from "./matching.ts";
import { overlapTable } from "./overlap-table.ts";

const DATA = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const ABSENT = !existsSync(DATA);
const WHERE = ABSENT ? " (skipped: the folder ../shared/data is absent)" : "";

function json(path: string) {
  return ABSENT ? [] : JSON.parse(readFileSync(DATA + path, "utf8"));
}

function labelsAt(path: string): Labels {
  const { shape, data } = readReferenceArray(DATA + path);
  return { rows: shape[0], columns: shape[1], data: Int32Array.from(data) };
}

function labelsOf(rows: number[][]): Labels {
  return { rows: rows.length, columns: rows[0].length, data: Int32Array.from(rows.flat()) };
}

interface Row {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly precision: number;
}

interface KaggleCase {
  /** File name, or null for an image without cells. */
  readonly truth: string | null;
  readonly prediction: string | null;
  readonly rows: readonly Row[];
  readonly mean: number;
}

describe.skipIf(ABSENT)(`the Kaggle score equals the reference${WHERE}`, () => {
  const cases: KaggleCase[] = json("reference/metric.json");

  test.each(cases)("$prediction", ({ truth, prediction, rows, mean }) => {
    const labels = (file: string | null) => (file ? labelsAt(`reference/${file}`) : labelsOf([[0]]));
    const table = overlapTable(labels(truth), labels(prediction));
    const counted = KAGGLE_PERCENTS.map((percent) => countMatches(table, percent, "greater"));
    expect(counted).toEqual(
      rows.map(({ tp, fp, fn }) => ({ matched: tp, falsePositive: fp, falseNegative: fn })),
    );
    const score = scoreImage(table);
    rows.forEach(({ precision }, place) => {
      expect(score.kaggleAt[place]).toBeCloseTo(precision, 12);
    });
    expect(score.kaggle).toBeCloseTo(mean, 12);
  });
});

/** Threshold, TP, FP, FN, precision. */
type CountRow = [number, number, number, number, number | null];

interface RuleCounts {
  readonly rows_t_tp_fp_fn_precision: readonly CountRow[];
  readonly mean: number | null;
}

interface PairCase {
  readonly name: string;
  readonly truth: number[][];
  readonly prediction: number[][];
  readonly greater: RuleCounts;
  readonly greater_or_equal: RuleCounts;
}

function expectCounts(truth: Labels, prediction: Labels, rule: MatchRule, expected: RuleCounts): void {
  const table = overlapTable(truth, prediction);
  for (const [threshold, tp, fp, fn, precision] of expected.rows_t_tp_fp_fn_precision) {
    const counts = countMatches(table, Math.round(threshold * 100), rule);
    expect(counts).toEqual({ matched: tp, falsePositive: fp, falseNegative: fn });
    expect(matchFraction(counts)).toBeCloseTo(precision ?? 1, 8);
  }
  if (rule === "greater") expect(scoreImage(table).kaggle).toBeCloseTo(expected.mean ?? 1, 8);
}

describe("matches equal SciPy's assignment under both rules", () => {
  const pairs: PairCase[] = JSON.parse(readFileSync(golden("metric/pairs.json"), "utf8")).pairs;

  test("reference data exists", () => expect(pairs.length).toBeGreaterThan(12));

  test.each(pairs)("$name", ({ truth, prediction, greater, greater_or_equal }) => {
    const [a, b] = [labelsOf(truth), labelsOf(prediction)];
    expectCounts(a, b, "greater", greater);
    expectCounts(a, b, "atLeast", greater_or_equal);
  });

  test.skipIf(ABSENT)(`a real image, its watershed, and every ninth cell removed${WHERE}`, () => {
    const folder = "reference_more/metric/";
    const { truth, prediction, greater, greater_or_equal } = json(`${folder}real.json`);
    const [a, b] = [labelsAt(folder + truth), labelsAt(folder + prediction)];
    expectCounts(a, b, "greater", greater);
    expectCounts(a, b, "atLeast", greater_or_equal);
    // Computed from the definitions in NumPy on the matrix of all pairs, matched by SciPy's assignment
    // solver.
    const expected = {
      ap50: 0.345794393,
      ap75: 0.321100917,
      ap90: 0.309090909,
      precision: 0.804347826,
      recall: 0.37755102,
      f1: 0.513888889,
      pq: 0.499752719,
      sq: 0.972491777,
      rq: 0.513888889,
      aji: 0.209308645,
      maskIou: 0.946488294,
      maskDice: 0.972508591,
    };
    const score = scoreImage(overlapTable(a, b));
    for (const [name, value] of Object.entries(expected)) {
      expect(score[name as keyof typeof expected], name).toBeCloseTo(value, 8);
    }
  });
});
