import { describe, expect, it } from "vitest";
import { countMatches, type MatchRule, matchedOverlaps, matchFraction } from "./matching.ts";
import { overlapTable } from "./overlap-table.ts";

function row(...ids: number[]) {
  return { rows: 1, columns: ids.length, data: Int32Array.from(ids) };
}

function matched(truth: number[], found: number[], percent: number, rule: MatchRule): number {
  return countMatches(overlapTable(row(...truth), row(...found)), percent, rule).matched;
}

describe("cells are matched", () => {
  it("if the overlap is greater than the threshold, or equal under the other rule", () => {
    expect(matched([1, 1], [0, 5], 50, "greater")).toBe(0);
    expect(matched([1, 1], [0, 5], 50, "atLeast")).toBe(1);
    expect(matched([1, 1, 1], [0, 5, 5], 50, "greater")).toBe(1);
  });

  it("at thresholds without an exact floating-point value", () => {
    const truth = Array.from({ length: 100 }, () => 1);
    const found = truth.map((_, pixel) => (pixel < 55 ? 1 : 0));
    expect(matched(truth, found, 55, "greater")).toBe(0);
    expect(matched(truth, found, 55, "atLeast")).toBe(1);
    expect(matched(truth, found, 60, "atLeast")).toBe(0);
  });

  it("once only, also a cell with two halves", () => {
    expect(matched([1, 1, 1, 1], [3, 3, 4, 4], 50, "atLeast")).toBe(1);
    expect(matched([3, 3, 4, 4], [1, 1, 1, 1], 50, "atLeast")).toBe(1);
    expect(matchedOverlaps(overlapTable(row(1, 1), row(3, 4)), 50, "atLeast")).toHaveLength(1);
  });

  it("and counted beside those without a partner", () => {
    const counts = countMatches(overlapTable(row(1, 1, 2, 0, 0), row(7, 7, 0, 8, 9)), 50, "greater");
    expect(counts).toEqual({ matched: 1, falsePositive: 2, falseNegative: 1 });
    expect(matchFraction(counts)).toBe(1 / 4);
    expect(matchFraction({ matched: 0, falsePositive: 0, falseNegative: 0 })).toBe(1);
  });

  it("not at thresholds that allow several partners per cell", () => {
    expect(() => matched([1], [1], 49, "greater")).toThrow(RangeError);
  });
});
