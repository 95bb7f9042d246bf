import { describe, expect, it } from "vitest";
import { labelsFromCells } from "./labels-from-cells.ts";

const cell = (name: string, ...runs: number[]) => ({ name, runs: Int32Array.from(runs) });

describe("labels from cells", () => {
  it("assigns shared pixels to the smaller cell and counts each once", () => {
    const painted = labelsFromCells([cell("a", 0, 4), cell("b", 2, 6), cell("c", 3, 2)], 1, 8);
    expect(Array.from(painted.labels.data)).toEqual([1, 1, 1, 3, 3, 2, 2, 2]);
    expect(painted.overlapPixels).toBe(3);
    expect(painted.notes).toEqual(["Cells overlap in 3 px; each of these went to the smaller cell."]);
  });

  it("assigns shared pixels of equal cells to the earlier, for any drawing order", () => {
    const painted = labelsFromCells([cell("a", 0, 3), cell("b", 2, 3)], 1, 5);
    expect(Array.from(painted.labels.data)).toEqual([1, 1, 1, 2, 2]);
  });

  it("excludes exact copies and empty cells, with a note", () => {
    const painted = labelsFromCells([cell("row 2", 0, 2), cell("row 3", 0, 2), cell("row 4")], 1, 4);
    expect(painted.cells).toBe(1);
    expect(painted.overlapPixels).toBe(0);
    expect(painted.notes).toEqual(["No cell in row 4.", "Left out as an exact copy of another cell: row 3."]);
  });

  it("names a cell completely covered by smaller ones", () => {
    const painted = labelsFromCells([cell("large", 0, 4), cell("left", 0, 2), cell("right", 2, 2)], 1, 4);
    expect(painted.cells).toBe(2);
    expect(Array.from(painted.labels.data)).toEqual([2, 2, 3, 3]);
    expect(painted.notes.at(-1)).toContain("large");
  });
});
