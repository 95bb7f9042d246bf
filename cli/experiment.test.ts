import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Method } from "../src/core/instances/parameters.ts";
import { cellsTableText } from "./cells-table-text.ts";
import { type ExperimentPlan, planFrom } from "./experiment-plan.ts";
import { experimentTable } from "./experiment-table.ts";
import { finishedRuns } from "./finished-runs.ts";
import { lab } from "./lab.ts";
import { writeRunCells } from "./run-cells.ts";
import { labFolder } from "./testing/lab-folder.ts";
import { writeRun } from "./testing/write-run.ts";

const { at, messages } = labFolder();

const NOTHING = { seeds: null, steps: null };

function writeSweep(changes: object = {}): void {
  const sweep = {
    version: 1,
    name: "crops",
    base: "tiny",
    axes: [{ field: "crop", values: [32, 64] }],
    seeds: [7, 9],
    stages: ["direction"],
    ...changes,
  };
  writeFileSync(at("sweep.json"), JSON.stringify(sweep));
}

/** Scores in the predicted mask; the Kaggle mean is half of the AP50. */
const scored = (method: Method, ap50: number) =>
  ({ gate: "predicted", method, ap50, kaggle: ap50 / 2 }) as const;

describe("the plan of an experiment", () => {
  it("has a folder for every recipe and seed, all runs of a seed before the next", async () => {
    const { runs, stages } = await planFrom("stale-vectors", at(), { seeds: 2, steps: 5 });
    expect(stages).toEqual(["direction"]);
    expect(runs.map((run) => run.folder)).toEqual(
      [1, 2].flatMap((seed) =>
        ["none-recomputed", "none-stale", "rotation-recomputed", "rotation-stale"].map(
          (name) => `vectors-${name}-seed-${seed}`,
        ),
      ),
    );
    for (const { recipe } of runs) expect(recipe.stages.direction).toMatchObject({ steps: 5, epochs: null });
    expect(new Set(runs.map(({ group }) => group)).size).toBe(4);
    expect((await planFrom("learning-rates", at(), NOTHING)).runs).toHaveLength(15);
  });

  it("is refused before a file that is far too large is read", async () => {
    writeFileSync(at("sweep.json"), " ".repeat(2 ** 20 + 1));
    await expect(planFrom("sweep.json", at(), NOTHING)).rejects.toThrow(
      "bytes, and at most 1048576 are read",
    );
  });

  it("is refused without control characters of the file in the message", async () => {
    writeSweep({ axes: [{ field: "crop\u001b[2J\u202e", values: [32] }] });
    const reason = await planFrom("sweep.json", at(), NOTHING).catch((error: Error) => error.message);
    expect(reason).toContain("crop");
    expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("is that of a sweep in a file, with its seeds or others", async () => {
    writeSweep();
    const plan = await planFrom("sweep.json", at(), NOTHING);
    expect(plan.runs.map((run) => run.folder)).toEqual([
      "crop-32-seed-7",
      "crop-64-seed-7",
      "crop-32-seed-9",
      "crop-64-seed-9",
    ]);
    const other = await planFrom("sweep.json", at(), { seeds: 1, steps: null });
    expect(other.runs.map((run) => run.folder)).toEqual(["crop-32-seed-1", "crop-64-seed-1"]);
  });

  it.each<[code: number, reason: string, args: string[]]>([
    [2, "needs a PATH", ["experiment", "--out", "x"]],
    [2, "needs --out", ["experiment", "stale-vectors"]],
    [2, 'no experiment "stale"', ["experiment", "stale", "--out", "x"]],
    [2, 'no experiment "toString"', ["experiment", "toString", "--out", "x"]],
    [2, "at most 200", ["experiment", "stale-vectors", "--seeds", "51", "--out", "x"]],
    [2, "--seeds must be a whole number", ["experiment", "stale-vectors", "--seeds", "0", "--out", "x"]],
    [2, "one experiment and one PATH", ["experiment", "stale-vectors", "a", "b", "--out", "x"]],
    [1, "cannot be read", ["experiment", "absent.json", "--out", "x"]],
    [1, "no file or folder", ["experiment", "stale-vectors", "absent", "--out", "x"]],
  ])("%i: %s", async (code, reason, args) => {
    expect(await lab(args, at())).toBe(code);
    expect(messages[0]).toContain(reason);
  });

  it("names the file and the field of a sweep that cannot be used", async () => {
    writeSweep({ axes: [{ field: "crop", values: [5] }] });
    expect(await lab(["experiment", "sweep.json", "--out", "x"], at())).toBe(1);
    expect(messages[0]).toMatch(/sweep\.json: With crop = 5: /);
  });
});

describe("runs of an earlier call", () => {
  const write = (plan: ExperimentPlan, index: number, angle: number) => {
    const { folder: name, recipe, name: title } = plan.runs[index];
    writeRun(at(name), { recipe, changes: { name: title }, angles: [90, angle] });
  };

  it("count, with the steps that were computed from epochs; damaged ones are named", async () => {
    const plan = await planFrom("learning-rates", at(), { seeds: 1, steps: null });
    write(plan, 0, 50);
    const [{ recipe }] = plan.runs;
    const direction = { ...recipe.stages.direction, steps: 77 };
    writeRun(at(plan.runs[0].folder), {
      recipe: { ...recipe, stages: { ...recipe.stages, direction } },
    });
    write(plan, 1, 50);
    writeFileSync(at(plan.runs[1].folder, "run.json"), "{");
    expect([...(await finishedRuns(plan, at())).keys()]).toEqual([plan.runs[0].folder]);
    expect(messages[0]).toContain("The run is done again");
  });

  it("do not count without scores of cells, where those are compared", async () => {
    const plan = await planFrom("stale-vectors", at(), { seeds: 1, steps: 5, cells: true });
    for (const { folder: name, recipe } of plan.runs.slice(0, 3)) writeRun(at(name), { recipe });
    await writeRunCells(at(plan.runs[0].folder), [scored("cut", 0.5)]);
    writeFileSync(at(plan.runs[1].folder, "cells.json"), "{");
    expect([...(await finishedRuns(plan, at())).keys()]).toEqual([plan.runs[0].folder]);
    expect(messages[0]).toContain("cells.json");
    expect(messages[1]).toContain("no scores of cells. The run is done again.");
  });

  it("with other settings are not overwritten", async () => {
    const plan = await planFrom("stale-vectors", at(), { seeds: 1, steps: 5 });
    const [{ recipe, folder: name }] = plan.runs;
    writeRun(at(name), { recipe: { ...recipe, batch: 9 } });
    await expect(finishedRuns(plan, at())).rejects.toThrow("Batch 9 in place of 4");
    const longer = await planFrom("stale-vectors", at(), { seeds: 1, steps: 6 });
    writeRun(at(name), { recipe });
    await expect(finishedRuns(longer, at())).rejects.toThrow("Steps");
  });
});

describe("the table of an experiment", () => {
  it("of stale vectors has a row for each augmentation and kind of vectors", async () => {
    const plan = await planFrom("stale-vectors", at(), { seeds: 2, steps: 5 });
    for (const [index, run] of plan.runs.entries())
      writeRun(at(run.folder), { recipe: run.recipe, angles: [90, 40 + index] });
    expect(experimentTable(plan, await finishedRuns(plan, at()))).toEqual({
      rows: [
        {
          augmentation: "none",
          vectors: "recomputed",
          angleRmsDegrees: { mean: 42, spread: Math.sqrt(8) },
          seeds: 2,
        },
        {
          augmentation: "none",
          vectors: "stale",
          angleRmsDegrees: { mean: 43, spread: Math.sqrt(8) },
          seeds: 2,
        },
        {
          augmentation: "rotation",
          vectors: "recomputed",
          angleRmsDegrees: { mean: 44, spread: Math.sqrt(8) },
          seeds: 2,
        },
        {
          augmentation: "rotation",
          vectors: "stale",
          angleRmsDegrees: { mean: 45, spread: Math.sqrt(8) },
          seeds: 2,
        },
      ],
    });
  });

  it("has rows without values before any run has finished", async () => {
    const plan = await planFrom("stale-vectors", at(), NOTHING);
    const { rows } = experimentTable(plan, new Map());
    expect(rows).toHaveLength(4);
    expect(rows[3]).toEqual({
      augmentation: "rotation",
      vectors: "stale",
      angleRmsDegrees: { mean: null, spread: null },
      seeds: 0,
    });
  });

  it("of found cells has the scores of every method over the seeds", async () => {
    const plan = await planFrom("ablation", at(), { seeds: 2, steps: 5 });
    for (const { folder: name, recipe, name: title } of plan.runs) {
      writeRun(at(name), { recipe, changes: { name: title, stages: plan.stages } });
      const ap50 = recipe.seed / 8;
      await writeRunCells(at(name), [scored("landscape", ap50), scored("watershed", ap50 / 2)]);
    }
    const table = experimentTable(plan, await finishedRuns(plan, at()));
    expect(table.rows[0]).toMatchObject({
      name: "ablation-few",
      seeds: 2,
      cells: [
        { method: "landscape", gate: "predicted", ap50: { count: 2, mean: 0.1875 } },
        { method: "watershed", gate: "predicted", kaggle: { count: 2, mean: 0.046875 } },
      ],
    });
    expect(cellsTableText(table)).toMatch(/ablation-few +2 +predicted +landscape +0\.188 ± 0\.088 +0\.094/);
  });

  it("of others has the scores of every recipe", async () => {
    writeSweep();
    const plan = await planFrom("sweep.json", at(), NOTHING);
    for (const { folder: name, recipe, name: title } of plan.runs)
      writeRun(at(name), { recipe, changes: { name: title } });
    const { rows } = experimentTable(plan, await finishedRuns(plan, at()));
    expect(rows).toMatchObject([
      {
        name: "Crop 32",
        seeds: 2,
        stages: [{ stage: "direction", scores: { angleRmsDegrees: { last: { mean: 70 } } } }],
      },
      { name: "Crop 64", seeds: 2 },
    ]);
  });
});
