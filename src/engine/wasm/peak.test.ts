import { expect, test } from "vitest";
import { instantiate } from "./kernel-exports.ts";
import { compileKernels } from "./kernel-module.ts";
import { peakGflops } from "./peak.ts";
import { createMemory } from "./wasm-memory.ts";

test("an even number of rounds adds what it takes away, an odd one leaves its last products", async () => {
  const { runPeak, peakFlops } = instantiate(await compileKernels("exact"), createMemory());
  expect(peakFlops()).toBe(64);
  expect([runPeak(0), runPeak(2), runPeak(7)]).toEqual([0, 0, 3 * (0.5 + 0.25 + 0.125 + 0.0625)]);
});

test("the peak of a core is a rate of billions a second", async () => {
  const rate = peakGflops(await compileKernels("exact"));
  expect(rate).toBeGreaterThan(0.1);
  expect(rate).toBeLessThan(10_000);
});
