import { expect, it } from "vitest";
import type { RunSeries } from "../../core/curves/run-series.ts";
import type { ListedRun } from "../../core/runs/listed-run.ts";
import type { RunRecord } from "../../core/runs/run-record.ts";
import { exampleRecord } from "../../core/runs/testing/example-record.ts";
import type { CurvesOfRun } from "../../state/overlay-curves.ts";
import { overlayRuns } from "./overlay-runs.ts";

const at = Float64Array.of(1);
const SERIES: RunSeries = {
  measure: "rate",
  stage: "direction",
  validation: 0,
  on: "",
  at: { step: at, epoch: at, time: at },
  values: at,
};
const READ: CurvesOfRun = { kind: "read", series: [SERIES] };

function run(place: number, changes: Partial<RunRecord> = {}): ListedRun {
  const startedAt = 1_796_000_000_000 + place;
  const id = `run-${startedAt.toString(36)}-000${place}`;
  const record = exampleRecord({ id, startedAt, colour: place, name: `run ${place}`, ...changes });
  return { kind: "stored", id, record, files: [], deletedAt: null };
}

const withSeed = (seed: number) => ({
  recipe: { ...exampleRecord().recipe, seed },
  name: `Wide, seed ${seed}`,
});

it("draws runs that differ only in their seed as one, in the colour of the oldest", () => {
  const runs = [
    run(3, { ...withSeed(2) }),
    run(2, { note: "other", stages: ["semantic"] }),
    run(1, withSeed(1)),
  ];
  const { drawn, hasGroups } = overlayRuns(runs, () => READ, true);
  expect(hasGroups).toBe(true);
  expect(drawn.map(({ name, label, colour, members }) => [name, label, colour, members.length])).toEqual([
    ["Wide · 2 seeds", "Wide", 1, 2],
    ["run 2", "run 2", 2, 1],
  ]);
  const apart = overlayRuns(runs, () => READ, false);
  expect(apart.drawn.map(({ name, colour }) => [name, colour])).toEqual([
    ["Wide, seed 1", 1],
    ["run 2", 2],
    ["Wide, seed 2", 3],
  ]);
  expect(apart.hasGroups).toBe(true);
});

it("tells why a run is not drawn", () => {
  const damaged: ListedRun = {
    kind: "damaged",
    id: "run-mp1x8yk0-0abc",
    record: null,
    reason: "The file run.json is cut.",
    files: [],
    deletedAt: null,
  };
  const runs = [run(1), run(2), run(3), run(4), damaged];
  const curves: (CurvesOfRun | null)[] = [
    READ,
    { kind: "damaged", reason: "The file curves.json is missing." },
    { kind: "read", series: [] },
    null,
  ];
  const { drawn, undrawn } = overlayRuns(runs, (one) => curves[runs.indexOf(one)] ?? null, true);
  expect(drawn.map(({ name }) => name)).toEqual(["run 1"]);
  expect(undrawn.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining([
      "The file curves.json is missing.",
      expect.stringContaining("no curves yet"),
      null,
      "The file run.json is cut.",
    ]),
  );
});
