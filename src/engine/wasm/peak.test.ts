import { expect, test } from "vitest";
import { instantiate } from "./kernel-exports.ts";
import { compileModule } from "./kernel-module.ts";
import { peakGflops } from "./peak.ts";
import { createMemory } from "./wasm-memory.ts";

test("each round halves the sums and adds one", async () => {
  const { runPeak, peakFlops } = instantiate(await compileModule("exact"), createMemory());
  expect(peakFlops()).toBe(12 * 4 * 2);
  expect([runPeak(0), runPeak(1), runPeak(2)]).toEqual([66, 66 / 2 + 12, (66 / 2 + 12) / 2 + 12]);
});

test("the peak of a core is in billions of operations per second", async () => {
  const rate = peakGflops(await compileModule("exact"));
  expect(rate).toBeGreaterThan(0.1);
  expect(rate).toBeLessThan(10_000);
});
