import { expect, it } from "vitest";
import { parseRecipe } from "../../core/recipe/parse-recipe.ts";
import type { ListedRun } from "../../core/runs/listed-run.ts";
import type { RunRecord } from "../../core/runs/run-record.ts";
import { exampleRecord } from "../../core/runs/testing/example-record.ts";
import { arrangeRuns } from "./arrange-runs.ts";
import { NAME_COLUMN, SCORE_COLUMNS, STARTED_COLUMN } from "./run-columns.ts";
import { overSeeds, type SeedsRow, seedRows } from "./seed-rows.ts";

const [IOU] = SCORE_COLUMNS;
const { recipe, stageRecords } = exampleRecord();

function trained(
  name: string,
  seed: number,
  iou: number,
  changes: Partial<RunRecord> & { crop?: number } = {},
): ListedRun {
  const { crop = recipe.crop, ...others } = changes;
  const record = exampleRecord({
    id: `run-${seed}-${name.padEnd(4, "a")}`,
    name,
    status: { kind: "finished" },
    recipe: parseRecipe({ ...recipe, seed, crop }),
    stageRecords: [{ ...stageRecords[0], best: { iou: { value: iou, step: 1 } } }],
    ...others,
  });
  return { kind: "stored", id: record.id, record, files: [], deletedAt: null };
}

const runs = [
  trained("a", 1, 0.8),
  trained("b", 1, 0.5, { crop: 64 }),
  trained("c", 2, 0.9),
  trained("d", 3, 0.1, { status: { kind: "stopped" } }),
  trained("e", 2, 0.99, { crop: 64 }),
  trained("f", 1, 0.84, { crop: 96 }),
];

const by = (column: typeof NAME_COLUMN, descending: boolean) => {
  const order = { column, descending };
  return seedRows(arrangeRuns(runs, "", order), order);
};
const text = (rows: ReturnType<typeof seedRows>) =>
  rows
    .map((row) => (row.kind === "seeds" ? `${row.finished.length}:` : (row.run.record?.name ?? "?")))
    .join(" ");
const isSeeds = (row: { kind: string }): row is SeedsRow => row.kind === "seeds";

it("puts runs that differ only in their seed below a row of their own", () => {
  expect(text(by(NAME_COLUMN, false))).toBe("2: a c d 2: b e f");
});

it("sorts groups by their mean over the finished runs", () => {
  expect(text(by(IOU, true))).toBe("2: c a d f 2: e b");
  expect(text(by(IOU, false))).toBe("2: b e f 2: d a c");
});

it("takes mean and spread over the finished runs only", () => {
  const [group] = by(NAME_COLUMN, false).filter(isSeeds);
  const iou = overSeeds(group, IOU);
  expect(iou?.mean).toBeCloseTo(0.85, 12);
  expect(iou?.spread).toBeCloseTo(0.1 / Math.SQRT2, 12);
  expect(overSeeds(group, SCORE_COLUMNS[1])).toBeNull();
});

it("leaves runs alone that nothing repeats, and keeps damaged ones in their place", () => {
  const damaged: ListedRun = {
    kind: "damaged",
    id: "run-9-aaaa",
    record: null,
    reason: "The file run.json is missing.",
    files: [],
    deletedAt: null,
  };
  const order = { column: STARTED_COLUMN, descending: true };
  expect(text(seedRows([damaged, runs[5], runs[0]], order))).toBe("? f a");
});
