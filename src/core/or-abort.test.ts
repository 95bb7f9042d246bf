import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { orAbort } from "./or-abort.ts";

/** Collects all unreachable objects. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  // An object read through a weak reference stays alive until the end of the task.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
}

test("returns the result of the work, or its failure", async () => {
  const { signal } = new AbortController();
  await expect(orAbort(Promise.resolve(3), signal)).resolves.toBe(3);
  await expect(orAbort(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});

test("rejects on abort without waiting for the work", async () => {
  const controller = new AbortController();
  const waiting = orAbort(new Promise(() => {}), controller.signal);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(orAbort(Promise.resolve(3), controller.signal)).rejects.toThrow("enough");
});

test("ignores work that fails after the abort", async () => {
  const controller = new AbortController();
  let fail = (_: Error) => {};
  const late = new Promise((_, reject) => {
    fail = reject;
  });
  const waiting = orAbort(late, controller.signal);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(orAbort(late, controller.signal)).rejects.toThrow("enough");
  fail(new Error("late"));
  // An unhandled rejection would fail the test.
  await new Promise((resolve) => setImmediate(resolve));
});

test("releases the result even if the signal lives on", async () => {
  const { signal } = new AbortController();
  const given: WeakRef<object>[] = [];
  while (given.length < 20) given.push(new WeakRef(await orAbort(Promise.resolve({}), signal)));
  await collectGarbage();
  expect(given.filter((reference) => reference.deref())).toEqual([]);
});
