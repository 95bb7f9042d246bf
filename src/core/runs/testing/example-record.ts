import { RECIPES } from "../../recipe/presets.ts";
import type { RunRecord } from "../run-record.ts";

/** A run that was stopped in its second stage. */
export function exampleRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: "run-mp1x8yk0-0abc",
    name: "quiet heron",
    note: "",
    pinned: false,
    colour: 3,
    startedAt: 1_796_000_000_000,
    endedAt: 1_796_000_060_000,
    trainingMilliseconds: 54_000,
    status: { kind: "stopped" },
    recipe: RECIPES.tiny,
    stages: ["semantic", "direction", "energy"],
    stageRecords: [
      {
        stage: "semantic",
        steps: 60,
        of: 60,
        epochs: 5,
        best: { loss: { value: 0.2, step: 48 }, iou: { value: 0.8, step: 60 } },
        engine: { engine: "compiled CPU", adapter: null, tiling: "cpu", fused: true, threads: 2 },
      },
      { stage: "direction", steps: 12, of: 60, epochs: 1, best: {}, engine: null },
    ],
    data: { fingerprint: "0a".repeat(32), trainingImages: 5, validationImages: 1, cells: 120 },
    weights: [{ stage: "semantic", choice: "last", step: 60, bytes: 10_000 }],
    ...changes,
  };
}
