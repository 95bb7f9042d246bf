import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RECIPES } from "../../src/core/recipe/presets.ts";
import type { Recipe } from "../../src/core/recipe/recipe.ts";
import { runDocument } from "../../src/core/runs/parse-run-record.ts";
import type { RunRecord } from "../../src/core/runs/run-record.ts";
import { exampleRecord } from "../../src/core/runs/testing/example-record.ts";
import { sealedJson } from "../../src/io/sealed-json.ts";

interface WrittenRun {
  readonly recipe?: Partial<Recipe>;
  readonly changes?: Partial<RunRecord>;
  /** Angle error of the validations after 0, 10, 20 ... steps. */
  readonly angles?: readonly number[];
}

/** Writes a finished run of the direction stage to a folder, as `train` does. */
export function writeRun(
  folder: string,
  { recipe = {}, changes = {}, angles = [90, 60, 70] }: WrittenRun,
): void {
  mkdirSync(folder, { recursive: true });
  const steps = 10 * (angles.length - 1);
  const rows = angles.map((angleRmsDegrees, index) => ({
    kind: "epoch",
    stage: "direction",
    step: 10 * index,
    epoch: index,
    meanLoss: null,
    validation: { loss: angleRmsDegrees / 30, angleRmsDegrees },
  }));
  const lowest = Math.min(...angles);
  const step = 10 * angles.indexOf(lowest);
  const best = { angleRmsDegrees: { value: lowest, step }, loss: { value: lowest / 30, step } };
  const record = exampleRecord({
    status: { kind: "finished" },
    recipe: { ...RECIPES.tiny, ...recipe },
    stages: ["direction"],
    stageRecords: [{ stage: "direction", steps, of: steps, epochs: angles.length - 1, best, engine: null }],
    weights: [],
    ...changes,
  });
  writeFileSync(join(folder, "curves.json"), sealedJson({ version: 1, rows }));
  writeFileSync(join(folder, "run.json"), sealedJson(runDocument(record)));
}
