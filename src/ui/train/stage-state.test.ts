import { expect, it } from "vitest";
import { type StageRun, stageState } from "./stage-state.ts";

const startedAt = new Date(2026, 10, 30, 12, 48).getTime();
const now = startedAt + 60_000;
const run: StageRun = {
  phase: "running",
  stage: "direction",
  step: 31,
  totalSteps: 60,
  trained: ["semantic", "direction"],
  startedAt,
};
const here = { kind: "run", startedAt } as const;

it("says of a running stage how far it is, although it has weights", () => {
  expect(stageState("direction", run, here, now)).toEqual({ kind: "running", text: "running, 31/60" });
  expect(stageState("direction", { ...run, phase: "paused" }, here, now).text).toBe("paused, 31/60");
  expect(stageState("direction", { ...run, phase: "finished" }, here, now)).toEqual({
    kind: "trained",
    text: "trained 12:48",
  });
});

it("tells weights of this run from earlier ones, and those of a file", () => {
  expect(stageState("semantic", run, here, now)).toEqual({ kind: "trained", text: "trained 12:48" });
  const before = { kind: "run", startedAt: startedAt - 3_600_000 } as const;
  expect(stageState("semantic", run, before, now)).toEqual({ kind: "earlier", text: "trained 11:48" });
  const file = { kind: "import", file: "weights.zip" } as const;
  expect(stageState("semantic", run, file, now)).toEqual({ kind: "earlier", text: "from weights.zip" });
  expect(stageState("energy", run, undefined, now)).toEqual({ kind: "untrained", text: "not trained" });
});
