import { expect, test } from "vitest";
import { OutOfMemoryError } from "../device/device-error.ts";
import type { Helper, HelperStart } from "./helper-threads.ts";
import { startWasm, threadCount } from "./start-wasm.ts";
import { startThread } from "./testing/start-thread.ts";

test.each([
  [1, true, 1],
  [2, true, 1],
  [4, true, 3],
  [64, true, 8],
  [64, false, 1],
])("%i cores, isolated %s: %i threads", (cores, isolated, threads) => {
  expect(threadCount(cores, isolated)).toBe(threads);
});

test("further threads are used if one can be started, which is ended again", async () => {
  const helpers: Helper[] = [];
  const startHelper = (start: HelperStart) => {
    const helper = startThread(start);
    helpers.push(helper);
    return helper;
  };
  expect(await startWasm({ threads: 3, startHelper })).toMatchObject({ threads: 3, lacksThreads: false });
  expect(helpers).toHaveLength(1);
  await helpers[0].ended;
});

test("one thread is used where further ones cannot be started", async () => {
  const refused = () => ({
    started: Promise.reject(new Error("refused")),
    ended: new Promise<void>(() => {}),
    end() {},
  });
  const throws = () => {
    throw new Error("there are no workers");
  };
  const ends = (start: HelperStart) => startThread(start, "process.exit(1)");
  for (const startHelper of [refused, throws, ends]) {
    expect(await startWasm({ threads: 3, startHelper })).toMatchObject({ threads: 1, lacksThreads: true });
  }
  expect(await startWasm({ threads: 1, startHelper: throws })).toMatchObject({
    threads: 1,
    lacksThreads: false,
  });
});

test("a browser that does not know the kernels is told from a start that fails", async () => {
  const { validate, Memory } = WebAssembly;
  try {
    WebAssembly.validate = () => false;
    expect(await startWasm()).toBeNull();
    WebAssembly.validate = validate;
    WebAssembly.Memory = class {
      constructor() {
        throw new RangeError("could not allocate memory");
      }
    } as unknown as typeof Memory;
    await expect(startWasm()).rejects.toThrow(OutOfMemoryError);
  } finally {
    Object.assign(WebAssembly, { validate, Memory });
  }
  expect(await startWasm()).toMatchObject({ threads: 1 });
});
