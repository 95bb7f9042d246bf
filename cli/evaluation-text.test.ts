import { expect, test } from "vitest";
import { evaluationOf } from "../src/core/instances/evaluation.ts";
import { scoreImage } from "../src/core/metrics/instance-score.ts";
import { overlapTable } from "../src/core/metrics/overlap-table.ts";
import { evaluationText } from "./evaluation-text.ts";

const labels = (...ids: number[]) => ({ rows: 1, columns: ids.length, data: Int32Array.from(ids) });
const truth = labels(1, 1, 0, 2, 2);
const right = scoreImage(overlapTable(truth, truth));
const half = scoreImage(overlapTable(truth, labels(1, 1, 0, 0, 0)));

test("prints a score beside that of the connected components of the same mask", () => {
  expect(evaluationText(evaluationOf({ gate: "predicted", method: "cut" }, right, half))).toBe(
    "cut, predicted mask: Kaggle 1.000, AP50 1.000; components of the same mask: Kaggle 0.500, AP50 0.500",
  );
  expect(evaluationText(evaluationOf({ gate: "true", method: "cut" }, half, half))).toBe(
    "cut, true mask: Kaggle 0.500, AP50 0.500; components of the same mask: Kaggle 0.500, AP50 0.500; no better than these components",
  );
});

test("prints the score of the connected components alone", () => {
  expect(evaluationText(evaluationOf({ gate: "true", method: "components" }, half, null))).toBe(
    "components, true mask: Kaggle 0.500, AP50 0.500",
  );
});
