import { expect, it } from "vitest";
import { fastestArithmetic } from "./kernel-module.ts";
import type { Failed } from "./testing/failing-helper.worker.ts";
import type { Wanted } from "./testing/train.worker.ts";
import { EXACT_HASHES, hashesOf, type Trained } from "./testing/training.ts";

/** What a worker answers to a message. Unlike the page, it may wait for its helpers. */
async function answerOf<Answer>(worker: Worker, question: unknown): Promise<Answer> {
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage(question);
  return answer.finally(() => worker.terminate());
}

const train = (wanted: Wanted): Promise<Record<string, Trained>> =>
  answerOf(new Worker(new URL("./testing/train.worker.ts", import.meta.url), { type: "module" }), wanted);

it("supports relaxed SIMD, and can share memory with its workers", () => {
  expect(fastestArithmetic()).toBe("relaxed");
  expect(crossOriginIsolated).toBe(true);
});

it("gives bit-identical training with 1, 2 and 3 threads", async () => {
  const expected = await train({ arithmetic: "relaxed", threads: 1 });
  expect(Object.keys(expected)).toEqual(Object.keys(EXACT_HASHES));
  for (const threads of [2, 3]) expect(await train({ arithmetic: "relaxed", threads })).toEqual(expected);
});

// In Node, exact kernels give these hashes with 1, 2 and 3 threads.
it("trains with exact kernels bit-identically on every machine", async () => {
  expect(await hashesOf(await train({ arithmetic: "exact", threads: 2 }))).toEqual(EXACT_HASHES);
});

it("ends with a sentence when a helper fails", async () => {
  const url = new URL("./testing/failing-helper.worker.ts", import.meta.url);
  const { error, steps, isLost } = await answerOf<Failed>(new Worker(url, { type: "module" }), null);
  expect(error).toContain("A thread of the CPU engine stopped working");
  expect(steps).toBeGreaterThanOrEqual(0);
  expect(isLost).toBe(true);
});
