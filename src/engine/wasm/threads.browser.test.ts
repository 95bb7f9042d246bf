import { expect, it } from "vitest";
import type { Arithmetic } from "./kernel-module.ts";
import { fastestArithmetic } from "./kernel-module.ts";
import type { Wanted } from "./testing/train.worker.ts";
import { EXACT_HASH, hashOf, type Trained } from "./testing/training.ts";

/** Trains in a worker, which may wait for its helpers as the page may not. */
async function train(wanted: Wanted): Promise<Trained> {
  const worker = new Worker(new URL("./testing/train.worker.ts", import.meta.url), { type: "module" });
  const trained = new Promise<Trained>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Trained>) => resolve(data);
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
    const { description, ...expected } = await train({ arithmetic, threads: 1 });
    expect(description).toBe("compiled CPU, 1 thread");
    expect(expected.results).toHaveLength(5);
    for (const threads of [2, 3]) {
      const { description, ...other } = await train({ arithmetic, threads });
      expect(description).toBe(`compiled CPU, ${threads} threads`);
      expect(other).toEqual(expected);
    }
  },
);

it("trains with exact kernels bit-identically on every machine", async () => {
  const { state } = await train({ arithmetic: "exact", threads: 2 });
  expect(await hashOf(state)).toBe(EXACT_HASH);
});
