import { expect, test } from "vitest";
import { orAbort } from "./or-abort.ts";

test("gives what the work gives, or that it failed", async () => {
  const { signal } = new AbortController();
  await expect(orAbort(Promise.resolve(3), signal)).resolves.toBe(3);
  await expect(orAbort(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});

test("does not wait for work that never ends once it is aborted", async () => {
  const controller = new AbortController();
  const waiting = orAbort(new Promise(() => {}), controller.signal);
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(orAbort(Promise.resolve(3), controller.signal)).rejects.toThrow("enough");
});
