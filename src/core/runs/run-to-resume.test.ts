import { expect, it } from "vitest";
import type { ListedRun } from "./listed-run.ts";
import type { RunStatus } from "./run-record.ts";
import { runToResume } from "./run-to-resume.ts";
import { exampleRecord } from "./testing/example-record.ts";

const INTERRUPTED: RunStatus = { kind: "interrupted", message: "The page was closed." };

function run(id: string, endedAt: number | null, status: RunStatus, file = "checkpoint.bin"): ListedRun {
  const record = exampleRecord({ id, endedAt, status });
  return { kind: "stored", id, record, files: [{ name: file, bytes: 8 }], deletedAt: null };
}

it("is the run that was interrupted last, however old it is, unless another one has ended since", () => {
  const [old, young] = [run("old", 9, INTERRUPTED), run("young", 5, INTERRUPTED)];
  expect(runToResume([young, old])).toBe(old);
  expect(runToResume([run("training", null, { kind: "running" }), young])).toBe(young);
  expect(runToResume([run("later", 10, { kind: "finished" }), young, old])).toBeNull();
});

it("is none without a checkpoint or without runs", () => {
  expect(runToResume([run("young", 5, INTERRUPTED, "curves.json")])).toBeNull();
  expect(runToResume([])).toBeNull();
});
