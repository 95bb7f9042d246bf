import { expect, test } from "vitest";
import type { AdapterKind } from "../platform/adapter.ts";
import { adapterProblem, ENGINES, enginesInOrder } from "./engine-table.ts";

const adapter = (kind: AdapterKind) => ({ kind, description: "an adapter", sentence: `It is ${kind}.` });

test.each<AdapterKind>(["hardware", "small"])("a real GPU comes first: %s", (kind) => {
  expect(enginesInOrder(adapter(kind))).toEqual(["webgpu", "cpu", "tfjs"]);
  expect(adapterProblem(adapter(kind))).toBeNull();
});

test("the CPU comes before a software adapter, which stays on offer as one", () => {
  expect(enginesInOrder(adapter("software"))).toEqual(["cpu", "webgpu", "tfjs"]);
  expect(adapterProblem(adapter("software"))).toBeNull();
  expect(ENGINES.webgpu.detail(adapter("software"))).toContain("software adapter: slow");
  expect(ENGINES.webgpu.detail(adapter("hardware"))).not.toContain("slow");
});

test.each<AdapterKind>(["none", "unsupported", "insecure"])(
  "without an adapter WebGPU says why: %s",
  (kind) => {
    expect(enginesInOrder(adapter(kind))[0]).toBe("cpu");
    expect(adapterProblem(adapter(kind))).toBe(`It is ${kind}.`);
  },
);

test("only small recipes suit tfjs and software adapters, and GPUs with small buffers", () => {
  expect(ENGINES.tfjs.isLimited(adapter("hardware"))).toBe(true);
  expect(ENGINES.webgpu.isLimited(adapter("software"))).toBe(true);
  expect(ENGINES.webgpu.isLimited(adapter("small"))).toBe(true);
  expect(ENGINES.webgpu.isLimited(adapter("hardware"))).toBe(false);
  expect(ENGINES.cpu.isLimited(adapter("none"))).toBe(false);
});

test("beside an imitated GPU, which is slow, the CPU engine says that it does not use it", () => {
  expect(ENGINES.cpu.consequence(adapter("software"))).toContain("does not use that");
  expect(ENGINES.cpu.consequence(adapter("none"))).toMatch(/^Training runs on the CPU/);
});
