import { expect, test } from "vitest";
import { PromiseCache } from "./promise-cache.ts";

test("work is done once per key, again after it failed, and again once the oldest was dropped", async () => {
  const cache = new PromiseCache<string>(2);
  const done: string[] = [];
  const ask = (key: string) =>
    cache.get(key, async () => {
      done.push(key);
      if (done.length === 1) throw new Error("read failed");
      return key.toUpperCase();
    });
  await expect(ask("a")).rejects.toThrow("read failed");
  expect(await ask("a")).toBe("A");
  expect(await ask("a")).toBe("A");
  await ask("b");
  await ask("c");
  await ask("b");
  await ask("a");
  expect(done).toEqual(["a", "a", "b", "c", "a"]);
});
