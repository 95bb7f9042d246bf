import { expect, test } from "vitest";
import { instanceChoice } from "../../../core/instances/choice.ts";
import { cellOutcomes } from "../../../core/metrics/cell-outcomes.ts";
import { overlapTable } from "../../../core/metrics/overlap-table.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { cellAt, describeCell } from "./describe-cell.ts";

const truth = { rows: 1, columns: 8, data: Int32Array.of(7, 7, 7, 7, 0, 9, 9, 0) };
const found = { rows: 1, columns: 8, data: Int32Array.of(1, 1, 1, 0, 0, 0, 0, 0) };
const zeros = new Float32Array(8);
const cells: FoundCells = {
  key: { imageId: "a", gate: "true" },
  choice: instanceChoice("cut"),
  field: {
    rows: 1,
    columns: 8,
    mask: zeros,
    level: Float32Array.of(0, 2, 1, 5, 0, 0, 0, 0),
    unitVectors: new Float32Array(16),
  },
  image: zeros,
  found,
  truth,
  outcomes: cellOutcomes(overlapTable(truth, found)),
  evaluation: null,
};

test("a predicted cell is selected first, then the ground-truth cell at the same place, then the predicted one again", () => {
  const first = cellAt(cells, 1, null);
  expect(first).toEqual({ side: "found", id: 1 });
  const second = cellAt(cells, 1, first);
  expect(second).toEqual({ side: "truth", id: 7 });
  expect(cellAt(cells, 1, second)).toEqual(first);
});

test("a false negative can be selected, background cannot", () => {
  expect(cellAt(cells, 5, null)).toEqual({ side: "truth", id: 9 });
  expect(cellAt(cells, 4, null)).toBeNull();
});

test("a cell is described by area, depth, outcome and partner", () => {
  expect(describeCell(cells, { side: "found", id: 1 }, true)).toBe(
    "Predicted cell 1: 3 px, deepest level 2, matched; IoU 0.75 with ground-truth cell 7.",
  );
  expect(describeCell(cells, { side: "truth", id: 9 }, false)).toBe(
    "Ground-truth cell 9: 2 px, false negative; it touches no predicted cell.",
  );
});

test("a removed cell has no description", () => {
  expect(describeCell(cells, { side: "found", id: 4 }, true)).toBeNull();
});
