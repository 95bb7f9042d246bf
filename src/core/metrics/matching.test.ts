import { describe, expect, it } from "vitest";
import { matchedCells } from "./matching.ts";

function row(...ids: number[]) {
  return { rows: 1, columns: ids.length, data: Int32Array.from(ids) };
}

describe("matchedCells", () => {
  it("counts cells whose partner overlaps more than the threshold", () => {
    const truth = row(1, 1, 1, 0, 2, 2, 3, 3);
    const found = row(9, 9, 9, 0, 4, 4, 4, 4);
    expect(matchedCells(truth, found, 0.5)).toBe(1);
  });

  it("does not count an overlap of exactly the threshold, in either direction", () => {
    expect(matchedCells(row(1, 1), row(0, 5), 0.5)).toBe(0);
    expect(matchedCells(row(0, 5), row(1, 1), 0.5)).toBe(0);
    expect(matchedCells(row(1, 1, 1), row(0, 5, 5), 0.5)).toBe(1);
  });

  it("refuses thresholds at which a cell can have two partners, and different sizes", () => {
    expect(() => matchedCells(row(1), row(1), 0.4)).toThrow(RangeError);
    expect(() => matchedCells(row(1), row(1, 1), 0.5)).toThrow(RangeError);
  });
});
