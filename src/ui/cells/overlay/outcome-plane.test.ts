import { expect, test } from "vitest";
import { cellOutcomes } from "../../../core/metrics/cell-outcomes.ts";
import { countOutcomes } from "../../../core/metrics/count-outcomes.ts";
import { overlapTable } from "../../../core/metrics/overlap-table.ts";
import { describeOutcomes } from "../words/describe-outcomes.ts";
import { OUTCOMES, type Outcome } from "../words/outcome-text.ts";
import { NO_OUTCOME, outcomePlane } from "./outcome-plane.ts";

/** One row of pixels. */
const row = (...ids: number[]) => ({ rows: 1, columns: ids.length, data: Int32Array.from(ids) });

const codes = (...outcomes: (Outcome | null)[]) =>
  outcomes.map((outcome) => (outcome === null ? NO_OUTCOME : OUTCOMES.indexOf(outcome) + 1));

//                 matched    falseNegative  merged      falsePositive split
const truth = row(1, 1, 1, 0, 2, 2, 3, 3, 4, 4, 0, 0, 0, 0, 5, 5, 5, 5);
const found = row(1, 1, 0, 0, 0, 0, 2, 2, 2, 2, 0, 3, 3, 0, 4, 4, 5, 5);
const outcomes = cellOutcomes(overlapTable(truth, found));

test("each pixel has the outcome of a ground-truth cell with an error, else of the predicted cell", () => {
  const plane = outcomePlane(truth, found, outcomes);
  expect([...plane.slice(0, 6)]).toEqual(
    codes("matched", "matched", null, null, "falseNegative", "falseNegative"),
  );
  expect([...plane.slice(6, 10)]).toEqual(codes("merged", "merged", "merged", "merged"));
  expect([...plane.slice(10, 14)]).toEqual(codes(null, "falsePositive", "falsePositive", null));
  expect([...plane.slice(14)]).toEqual(codes("split", "split", "split", "split"));
});

test("counts ground-truth cells and false positives", () => {
  const counts = countOutcomes(outcomes);
  expect(counts).toEqual({ matched: 1, falseNegative: 1, falsePositive: 1, merged: 2, split: 1 });
  expect(describeOutcomes(counts)).toBe("1 matched, 1 false negative, 1 false positive, 2 merged, 1 split");
});

test("describes zero cells", () => {
  expect(describeOutcomes({ matched: 0, falseNegative: 0, falsePositive: 0, merged: 0, split: 0 })).toBe(
    "no cell",
  );
});
