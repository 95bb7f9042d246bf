import { expect, it } from "vitest";
import { letMessagesIn } from "../../core/let-messages-in.ts";
import { OutOfMemoryError } from "../device/device-error.ts";
import type { Plan } from "../plan/plan-builder.ts";
import { PlanCache } from "./plan-cache.ts";
import type { ReadyPlan, Runner } from "./runner.ts";

const PLAN: Plan = { buffers: [], dispatches: [] };

/** A runner whose memory holds a number of plans. */
function runnerFor(most: number) {
  const held = { plans: 0 };
  let before = Promise.resolve();
  const runner: Runner = {
    description: "runs nothing",
    async prepare(): Promise<ReadyPlan> {
      // Like the others, it starts first, and then takes and gives back memory in the order of the calls.
      await letMessagesIn();
      before = before.then(letMessagesIn);
      await before;
      if (held.plans === most) throw new OutOfMemoryError("full");
      held.plans += 1;
      const dispose = () => {
        before = before.then(() => {
          held.plans -= 1;
        });
      };
      return { upload() {}, run: async () => [], dispose };
    },
    guard: (work) => work,
    writeShared() {},
    readShared: async () => new Float32Array(),
    hasShared: () => false,
    bytes: 0,
    dispose() {},
  };
  return { cache: new PlanCache(runner), held };
}

it("evicts transient plans for a permanent or transient plan that does not fit beside them", async () => {
  const { cache, held } = runnerFor(3);
  const permanent = await cache.permanent("training", () => PLAN);
  const first = await cache.transient("1", () => PLAN);
  await cache.transient("2", () => PLAN);
  const third = await cache.transient("3", () => PLAN);
  expect(held.plans).toBe(2);
  expect(await cache.transient("3", () => PLAN)).toBe(third);
  expect(await cache.transient("1", () => PLAN)).not.toBe(first);
  await cache.permanent("part", () => PLAN);
  expect(held.plans).toBe(2);
  expect(await cache.permanent("training", () => PLAN)).toBe(permanent);
});

it("evicts transient plans for two that are prepared at once", async () => {
  const { cache, held } = runnerFor(2);
  for (const key of ["1", "2"]) await cache.transient(key, () => PLAN);
  await Promise.all(["part", "update"].map((key) => cache.permanent(key, () => PLAN)));
  expect(held.plans).toBe(2);
});

it("evicts even permanent plans for one that replaces them, and prepares them again", async () => {
  const { cache, held } = runnerFor(2);
  const permanent = await cache.permanent("part", () => PLAN);
  await cache.permanent("update", () => PLAN);
  await cache.replacing("loss", () => PLAN);
  expect(held.plans).toBe(1);
  expect(await cache.permanent("part", () => PLAN)).not.toBe(permanent);
  await cache.permanent("update", () => PLAN);
  expect(held.plans).toBe(2);
});

it("reports a plan that does not fit alone, and retries on the next request", async () => {
  const { cache, held } = runnerFor(1);
  await cache.permanent("training", () => PLAN);
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(cache.transient("1", () => PLAN)).rejects.toThrow(OutOfMemoryError);
  }
  expect(held.plans).toBe(1);
});
