import { expect, it } from "vitest";
import type { Stage } from "../core/recipe/recipe.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import { RunLog } from "./run-log.ts";

function step(stage: Stage, number: number): CurveRow {
  return {
    kind: "step",
    stage,
    step: number,
    epoch: number / 10,
    loss: 1 / number,
    gradientNorm: 1,
    rate: 0.01,
    stepMilliseconds: 1,
    dataWaitMilliseconds: 0,
    memoryBytes: 1,
  };
}

function logOf(rows: readonly CurveRow[]): RunLog {
  const log = new RunLog();
  log.replace(rows);
  return log;
}

it("keeps the curves of other stages when one is trained again, in the order of the pipeline", () => {
  const log = logOf([step("semantic", 1), step("direction", 1), step("direction", 2)]);
  log.replaceStage("semantic", []);
  expect(log.rows().map(({ stage }) => stage)).toEqual(["direction", "direction"]);
  log.add(step("semantic", 1));
  expect(log.rows().map(({ stage }) => stage)).toEqual(["semantic", "direction", "direction"]);
  expect(log.steps.length).toBe(3);
});

it("removes rows of the trained stage after a step, and none of the others", () => {
  const log = logOf([step("direction", 5), step("semantic", 1), step("semantic", 2), step("semantic", 3)]);
  log.dropAfter("semantic", 1);
  expect(log.rows().map((row) => [row.stage, row.step])).toEqual([
    ["semantic", 1],
    ["direction", 5],
  ]);
});
