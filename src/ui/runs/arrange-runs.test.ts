import { expect, it } from "vitest";
import { parseRecipe } from "../../core/recipe/parse-recipe.ts";
import type { ListedRun } from "../../core/runs/listed-run.ts";
import type { RunRecord } from "../../core/runs/run-record.ts";
import { exampleRecord } from "../../core/runs/testing/example-record.ts";
import { arrangeRuns } from "./arrange-runs.ts";
import { differencesText } from "./differences-text.ts";
import { NAME_COLUMN, SCORE_COLUMNS, STATE_COLUMN, stepsText } from "./run-columns.ts";
import { runDifferences } from "./run-differences.ts";

function stored(changes: Partial<RunRecord>): ListedRun {
  const record = exampleRecord(changes);
  return { kind: "stored", id: record.id, record, files: [], deletedAt: null };
}

const [IOU, ANGLE] = SCORE_COLUMNS;
const [first, second] = exampleRecord().stageRecords;
const heron = stored({ id: "run-1-aaaa", name: "quiet heron", note: "With Rotation" });
const reef = stored({
  id: "run-2-aaaa",
  name: "amber reef",
  status: { kind: "failed", message: "The loss became NaN." },
  stageRecords: [
    { ...first, best: { iou: { value: 0.9, step: 1 }, angleRmsDegrees: { value: 30, step: 1 } } },
  ],
});
const damaged: ListedRun = {
  kind: "damaged",
  id: "run-3-aaaa",
  record: null,
  reason: "The file run.json is missing.",
  files: [],
  deletedAt: null,
};
const all = [heron, reef, damaged];

const names = (runs: readonly ListedRun[]) => runs.map(({ id }) => id[4]).join("");

it("sorts runs by a column, those without a value last", () => {
  const by = (column: typeof NAME_COLUMN, descending: boolean) =>
    names(arrangeRuns(all, "", { column, descending }));
  expect(by(NAME_COLUMN, false)).toBe("213");
  expect(by(IOU, true)).toBe("213");
  expect(by(ANGLE, false)).toBe("213");
  expect(by(STATE_COLUMN, false)).toBe("231");
  expect([IOU.text(heron), IOU.text(reef), IOU.text(damaged)]).toEqual(["0.800", "0.900", "–"]);
});

it("finds runs by the words of their name, note, recipe and state", () => {
  const find = (search: string) =>
    names(arrangeRuns(all, search, { column: NAME_COLUMN, descending: false }));
  expect(find("HERON rotation")).toBe("1");
  expect(find("failed")).toBe("2");
  expect(find("tiny")).toBe("21");
  expect(find("damaged")).toBe("3");
  expect(find("nothing")).toBe("");
});

it("tells only the settings that differ from the baseline, and other stages and images", () => {
  const { recipe, data } = exampleRecord();
  const changed = stored({
    recipe: parseRecipe({ ...recipe, seed: 9, name: "mine" }),
    stages: ["semantic"],
    data: { ...data, fingerprint: "1b".repeat(32) },
  });
  const text = (run: ListedRun) => {
    const differences = runDifferences(heron, run);
    return differences && differencesText(differences);
  };
  expect(text(changed)).toBe("Seed 9 · other stages · other data");
  const drawn = (seed: number, images: string) =>
    stored({
      recipe: parseRecipe({ ...recipe, seed }),
      data: { ...data, fingerprint: "1b".repeat(32), images },
    });
  const base = stored({ data: { ...data, images: "2c".repeat(32) } });
  const otherData = (run: ListedRun) => runDifferences(base, run)?.hasOtherData;
  expect(otherData(drawn(9, "2c".repeat(32)))).toBe(false);
  expect(otherData(drawn(9, "3d".repeat(32)))).toBe(true);
  expect(otherData(drawn(recipe.seed, "2c".repeat(32)))).toBe(true);
  expect(text(reef)).toBe("same settings");
  expect(text(damaged)).toBeNull();
});

it("tells steps done of those planned", () => {
  expect(stepsText(heron)).toBe("72 / 180");
  const done = stored({ stages: ["semantic"], stageRecords: [first] });
  expect([stepsText(done), stepsText(stored({ stageRecords: [second] })), stepsText(damaged)]).toEqual([
    "60",
    "12 / 180",
    "–",
  ]);
});
