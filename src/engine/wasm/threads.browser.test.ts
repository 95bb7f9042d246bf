import { expect, it } from "vitest";
import type { Arithmetic } from "./kernel-module.ts";
import { fastestArithmetic } from "./kernel-module.ts";
import type { Wanted } from "./testing/train.worker.ts";
import { EXACT_HASHES, hashesOf, type Trained } from "./testing/training.ts";

/** Trains in a worker, which may wait for its helpers as the page may not. */
async function train(wanted: Wanted): Promise<Record<string, Trained>> {
  const worker = new Worker(new URL("./testing/train.worker.ts", import.meta.url), { type: "module" });
  const trained = new Promise<Record<string, Trained>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Record<string, Trained>>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage(wanted);
  return trained.finally(() => worker.terminate());
}

it("supports relaxed SIMD, and can share memory with its workers", () => {
  expect(fastestArithmetic()).toBe("relaxed");
  expect(crossOriginIsolated).toBe(true);
});

it.each<Arithmetic>(["exact", "relaxed"])(
  "gives bit-identical training with 1, 2 and 3 threads: %s",
  async (arithmetic) => {
    const expected = await train({ arithmetic, threads: 1 });
    expect(Object.keys(expected)).toEqual(Object.keys(EXACT_HASHES));
    for (const threads of [2, 3]) expect(await train({ arithmetic, threads })).toEqual(expected);
  },
);

it("trains with exact kernels bit-identically on every machine", async () => {
  expect(await hashesOf(await train({ arithmetic: "exact", threads: 2 }))).toEqual(EXACT_HASHES);
});
