import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Labels } from "../raster/plane.ts";
import { cellOutcomes } from "./cell-outcomes.ts";
import { InstanceSum, scoreImage } from "./instance-score.ts";
import { overlapTable } from "./overlap-table.ts";

function row(...ids: number[]): Labels {
  return { rows: 1, columns: ids.length, data: Int32Array.from(ids) };
}

const SIDE = 10;
const ids = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE });
/** Cells in blocks of 2 x 2 pixels, which yield overlaps of every size. */
const labelImage = ids.map(
  (values): Labels => ({
    rows: SIDE,
    columns: SIDE,
    data: Int32Array.from(values, (_, pixel) => {
      const [r, c] = [Math.floor(pixel / SIDE) >> 1, (pixel % SIDE) >> 1];
      return values[r * SIDE + c];
    }),
  }),
);
/** Ground truth, and a prediction that differs from it in some pixels. */
const pair = fc
  .tuple(labelImage, fc.array(fc.tuple(fc.nat(SIDE * SIDE - 1), fc.nat(5)), { maxLength: 60 }))
  .map(([truth, changes]) => {
    const data = truth.data.slice();
    for (const [pixel, id] of changes) data[pixel] = id;
    return { truth, found: { ...truth, data } };
  });

function renamed(labels: Labels, factor: number): Labels {
  return { ...labels, data: labels.data.map((id) => (id === 0 ? 0 : 1000 - factor * id)) };
}

describe("the score", () => {
  test("does not depend on the ids", () => {
    fc.assert(
      fc.property(pair, fc.integer({ min: 1, max: 150 }), ({ truth, found }, factor) => {
        const same = overlapTable(renamed(truth, factor), renamed(found, factor + 7));
        expect(scoreImage(same)).toEqual(scoreImage(overlapTable(truth, found)));
      }),
    );
  });

  test("of the ground truth against itself is 1 throughout", () => {
    fc.assert(
      fc.property(labelImage, (labels) => {
        const { images, trueCells, foundCells, kaggleAt, ...shares } = scoreImage(
          overlapTable(labels, labels),
        );
        expect(images).toBe(1);
        expect(foundCells).toBe(trueCells);
        expect([...kaggleAt, ...Object.values(shares)].every((value) => value === 1)).toBe(true);
      }),
    );
  });

  test("is in 0..1; swapping the images changes only precision, recall and the Jaccard index", () => {
    fc.assert(
      fc.property(pair, ({ truth, found }) => {
        const one = scoreImage(overlapTable(truth, found));
        const other = scoreImage(overlapTable(found, truth));
        for (const value of [...one.kaggleAt, one.ap90, one.pq, one.sq, one.aji, one.maskIou, one.maskDice]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(other.precision).toBe(one.recall);
        expect(other.kaggleAt).toEqual(one.kaggleAt);
        expect([other.f1, other.rq, other.maskIou]).toEqual([one.f1, one.rq, one.maskIou]);
        expect(other.pq).toBeCloseTo(one.pq, 12);
        expect(one.kaggleAt[0]).toBeLessThanOrEqual(one.ap50);
      }),
    );
  });

  test("equals the formulas", () => {
    // One exact cell, one cell with three of its four pixels, one false negative, one false positive.
    const truth = row(1, 1, 2, 2, 2, 2, 3, 3, 0, 0);
    const found = row(5, 5, 6, 6, 6, 0, 0, 0, 7, 7);
    const score = scoreImage(overlapTable(truth, found));
    expect(score).toMatchObject({ trueCells: 3, foundCells: 3, ap50: 2 / 4, ap75: 2 / 4, ap90: 1 / 5 });
    expect(score.kaggleAt).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 0.2, 0.2, 0.2, 0.2]);
    expect(score.kaggle).toBeCloseTo(0.35, 12);
    expect([score.precision, score.recall, score.f1]).toEqual([2 / 3, 2 / 3, 4 / 6]);
    expect(score.sq).toBe((1 + 3 / 4) / 2);
    expect(score.rq).toBe(2 / 3);
    expect(score.pq).toBeCloseTo((1 + 3 / 4) / 3, 12);
    expect(score.aji).toBe((2 + 3) / (2 + 4 + 2 + 2));
    expect(score.maskIou).toBe(5 / 10);
    expect(score.maskDice).toBe(10 / 15);
  });

  test("counts a predicted cell that matches two ground-truth cells twice in the Jaccard index", () => {
    expect(scoreImage(overlapTable(row(1, 1, 2, 2), row(4, 4, 4, 4))).aji).toBe((2 + 2) / (4 + 4));
  });

  test("is a mean over images for the Kaggle score and pooled for the others", () => {
    const sum = new InstanceSum();
    expect(sum.result()).toBeNull();
    sum.add(overlapTable(row(1, 0, 2), row(1, 0, 0)));
    sum.add(overlapTable(row(0, 0, 0), row(0, 0, 0)));
    sum.add(overlapTable(row(0, 0, 0), row(0, 3, 3)));
    const score = sum.result();
    expect(score).toMatchObject({ images: 3, kaggle: (0.5 + 1 + 0) / 3, ap50: 0.5, recall: 0.5 });
    expect(score).toMatchObject({ precision: 0.5, sq: 1, rq: 2 / 4, maskIou: 1 / 4 });
  });

  test("of an empty image is 1 if nothing was predicted, else 0", () => {
    const nothing = row(0, 0);
    expect(scoreImage(overlapTable(nothing, nothing))).toMatchObject({
      kaggle: 1,
      pq: 1,
      f1: 1,
      precision: 1,
    });
    for (const table of [overlapTable(row(0, 2), nothing), overlapTable(nothing, row(0, 2))]) {
      expect(scoreImage(table)).toMatchObject({ kaggle: 0, pq: 0, f1: 0, precision: 0, recall: 0, aji: 0 });
    }
  });
});

describe("outcomes of cells", () => {
  test("are given for both images", () => {
    const truth = row(1, 1, 1, 2, 2, 2, 0, 3, 3, 3, 3, 0, 4, 0, 0);
    const found = row(9, 9, 9, 9, 9, 9, 0, 7, 7, 6, 6, 0, 0, 5, 5);
    const outcomes = cellOutcomes(overlapTable(truth, found));
    const reported = (list: readonly { id: number; outcome: string }[]) =>
      list.map(({ id, outcome }) => `${id} ${outcome}`);
    expect(reported(outcomes.truth)).toEqual(["1 merged", "2 merged", "3 split", "4 falseNegative"]);
    expect(reported(outcomes.found)).toEqual(["9 merged", "7 split", "6 split", "5 falsePositive"]);
    expect(outcomes.truth[0]).toEqual({ id: 1, area: 3, outcome: "merged", partner: 9, iou: 1 / 2 });
    expect(outcomes.truth[3]).toMatchObject({ partner: 0, iou: 0 });
  });

  test("are matches if one overlaps by more than half, whatever else it contains", () => {
    const outcomes = cellOutcomes(overlapTable(row(1, 1, 1, 1, 1, 2), row(8, 8, 8, 8, 8, 8)));
    expect(outcomes.truth.map(({ outcome }) => outcome)).toEqual(["matched", "merged"]);
    expect(outcomes.found.map(({ outcome }) => outcome)).toEqual(["matched"]);
    const split = cellOutcomes(overlapTable(row(1, 1, 1, 1), row(8, 8, 8, 9)));
    expect(split.truth.map(({ outcome }) => outcome)).toEqual(["matched"]);
    expect(split.found.map(({ outcome }) => outcome)).toEqual(["matched", "split"]);
  });

  test("mirror when the images are swapped, and agree with the counts", () => {
    const mirror: Record<string, string> = {
      matched: "matched",
      merged: "split",
      split: "merged",
      falseNegative: "falsePositive",
    };
    fc.assert(
      fc.property(pair, ({ truth, found }) => {
        const table = overlapTable(truth, found);
        const outcomes = cellOutcomes(table);
        const other = cellOutcomes(overlapTable(found, truth));
        expect(other.found.map(({ id, outcome }) => [id, outcome])).toEqual(
          outcomes.truth.map(({ id, outcome }) => [id, mirror[outcome]]),
        );
        const matched = outcomes.truth.filter(({ outcome }) => outcome === "matched").length;
        expect(matched).toBe(outcomes.found.filter(({ outcome }) => outcome === "matched").length);
        expect(scoreImage(table).rq).toBe(
          matched === 0 && outcomes.truth.length + outcomes.found.length === 0
            ? 1
            : (2 * matched) / (outcomes.truth.length + outcomes.found.length),
        );
      }),
    );
  });
});
