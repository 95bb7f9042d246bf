import { expect, test } from "vitest";
import { scoreImage } from "../metrics/instance-score.ts";
import { overlapTable } from "../metrics/overlap-table.ts";
import { addsNothing, evaluationOf } from "./evaluation.ts";

const labels = (...ids: number[]) => ({ rows: 1, columns: ids.length, data: Int32Array.from(ids) });
const truth = labels(1, 1, 0, 2, 2);
const score = scoreImage(overlapTable(truth, truth));
const worse = scoreImage(overlapTable(truth, labels(1, 1, 0, 0, 0)));

test("with the true mask, no score of the mask is given for cells or components", () => {
  const { maskIou, maskDice, kaggle, components } = evaluationOf(
    { gate: "true", method: "cut" },
    score,
    worse,
  );
  expect([maskIou, maskDice, kaggle]).toEqual([null, null, 1]);
  expect(components).toMatchObject({ maskIou: null, maskDice: null, kaggle: 0.5 });
});

test("with the predicted mask and for label images, the mask is scored", () => {
  for (const gate of ["predicted", null] as const) {
    expect(evaluationOf({ gate, method: null }, score, null)).toMatchObject({
      maskIou: 1,
      maskDice: 1,
      components: null,
    });
  }
});

test("a score that rounds to that of the components adds nothing", () => {
  const of = (kaggle: number, ofComponents: number | null) =>
    addsNothing({ kaggle, components: ofComponents === null ? null : { ...score, kaggle: ofComponents } });
  expect(of(0.5, 0.5)).toBe(true);
  expect(of(0.4, 0.5)).toBe(true);
  expect(of(0.5004, 0.5)).toBe(true);
  expect(of(0.501, 0.5)).toBe(false);
  expect(of(0.5, null)).toBe(false);
});
