import { expect, test } from "vitest";
import { Pace, RunAborted, RunStopped } from "./pace.ts";

/** Whether a promise is settled once all pending tasks have run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const mark = () => {
    done = true;
  };
  promise.then(mark, mark);
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

test("a run continues until paused, and again once resumed", async () => {
  const pace = new Pace(false);
  await pace.mayAsk();
  pace.tookStep();
  await pace.mayAsk();
  pace.control({ kind: "pause" });
  const waiting = pace.mayAsk();
  expect(await settled(waiting)).toBe(false);
  pace.control({ kind: "resume" });
  await waiting;
});

test("a run started with a single step waits after it, for any preceding events", async () => {
  const pace = new Pace(true);
  await pace.mayAsk();
  await pace.mayAsk();
  pace.tookStep();
  const waiting = pace.mayAsk();
  expect(await settled(waiting)).toBe(false);
  pace.control({ kind: "step" });
  await waiting;
  pace.tookStep();
  expect(await settled(pace.mayAsk())).toBe(false);
});

test("stopping ends a run that waits for its turn or anything else", async () => {
  const pace = new Pace(true);
  pace.tookStep();
  const request = pace.mayAsk();
  const batch = pace.orEnd(new Promise(() => {}));
  pace.control({ kind: "stop" });
  await expect(request).rejects.toBeInstanceOf(RunStopped);
  await expect(batch).rejects.toBeInstanceOf(RunStopped);
  await expect(pace.mayAsk()).rejects.toBeInstanceOf(RunStopped);
  expect(pace.stopped).toBe(true);
});

test("aborting ends the run with its reason and is not a stop", async () => {
  const pace = new Pace(false);
  pace.control({ kind: "abort", sentence: "A worker broke." });
  await expect(pace.mayAsk()).rejects.toThrow(RunAborted);
  await expect(pace.orEnd(new Promise(() => {}))).rejects.toThrow("A worker broke.");
  expect(pace.stopped).toBe(false);
});

test("events before the end are passed on", async () => {
  expect(await new Pace(false).orEnd(Promise.resolve(7))).toBe(7);
});

test("the rate factor is kept", () => {
  const pace = new Pace(false);
  expect(pace.rateFactor).toBe(1);
  pace.control({ kind: "rateFactor", factor: 0.5 });
  expect(pace.rateFactor).toBe(0.5);
});
