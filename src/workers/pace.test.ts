import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

/** Whether a promise is settled once everything that is due has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

test("a run goes on until it is paused, and again once it is resumed", async () => {
  const pace = new Pace(false);
  expect(await pace.mayAsk()).toBe(true);
  pace.tookStep();
  expect(await pace.mayAsk()).toBe(true);
  pace.control({ kind: "pause" });
  const waiting = pace.mayAsk();
  expect(await settled(waiting)).toBe(false);
  pace.control({ kind: "resume" });
  expect(await waiting).toBe(true);
});

test("a run that starts with one step waits after it, whatever events come before it", async () => {
  const pace = new Pace(true);
  expect(await pace.mayAsk()).toBe(true);
  expect(await pace.mayAsk()).toBe(true);
  pace.tookStep();
  const waiting = pace.mayAsk();
  expect(await settled(waiting)).toBe(false);
  pace.control({ kind: "step" });
  expect(await waiting).toBe(true);
  pace.tookStep();
  expect(await settled(pace.mayAsk())).toBe(false);
});

test("stop ends a waiting run", async () => {
  const pace = new Pace(true);
  pace.tookStep();
  const waiting = pace.mayAsk();
  pace.control({ kind: "stop" });
  expect(await waiting).toBe(false);
  expect(pace.stopped).toBe(true);
});

test("the rate factor is kept", () => {
  const pace = new Pace(false);
  expect(pace.rateFactor).toBe(1);
  pace.control({ kind: "rateFactor", factor: 0.5 });
  expect(pace.rateFactor).toBe(0.5);
});
