import { expect, test } from "vitest";
import { type EngineRecord, takenOver } from "./engine-record.ts";

const GPU: EngineRecord = { engine: "compiled WebGPU", adapter: "a GPU", tiling: "gpu" };
const SLOW: EngineRecord = { engine: "tfjs CPU: very slow", adapter: null, tiling: null };

test("a run resumed on the same engine has one engine record", () => {
  expect(takenOver(GPU, { ...GPU })).toBe(GPU);
  const changed = takenOver(GPU, SLOW);
  expect(takenOver(changed, { ...SLOW })).toBe(changed);
});

test("a run continued by another engine names both in order", () => {
  expect(takenOver(GPU, SLOW)).toEqual({ ...SLOW, before: GPU });
  expect(takenOver(takenOver(GPU, SLOW), GPU)).toEqual({ ...GPU, before: { ...SLOW, before: GPU } });
});

test("the CPU may take over from a lost GPU", () => {
  const cpu: EngineRecord = { engine: "compiled CPU", adapter: null, tiling: "cpu", fused: null, threads: 2 };
  expect(takenOver(GPU, cpu)).toEqual({ ...cpu, before: GPU });
  expect(takenOver(takenOver(GPU, cpu), { ...cpu })).toEqual({ ...cpu, before: GPU });
});
