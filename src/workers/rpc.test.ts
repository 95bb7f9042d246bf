import { MessageChannel } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { LabError } from "../core/errors.ts";
import { CancelledError, connect, type Endpoint, serve, Transfer, WorkerCallError } from "./rpc.ts";

interface TestCalls {
  double: { args: number; result: number; event: never };
  count: { args: number; result: string; event: number };
  fails: { args: null; result: null; event: never };
  waits: { args: null; result: null; event: never };
  gives: { args: number; result: Float32Array; event: never };
}

const channels: MessageChannel[] = [];

function connected() {
  const channel = new MessageChannel();
  channels.push(channel);
  serve<TestCalls>(channel.port1 as unknown as Endpoint, {
    double: async (value) => 2 * value,
    async count(to, { emit }) {
      for (let number = 1; number <= to; number++) emit(number);
      return "counted";
    },
    async fails() {
      throw new LabError("The image is upside down. Turn it.");
    },
    waits: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("given up")));
      }),
    async gives(length) {
      const data = new Float32Array(length);
      return new Transfer(data, [data.buffer]);
    },
  });
  channel.port1.start();
  const remote = connect<TestCalls>(channel.port2 as unknown as Endpoint);
  channel.port2.start();
  return remote;
}

afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close();
});

test("calls get their own results in any order", async () => {
  const remote = connected();
  expect(await Promise.all([remote.call("double", 2), remote.call("double", 5)])).toEqual([4, 10]);
});

test("events arrive in order before the result", async () => {
  const events: number[] = [];
  const result = await connected().call("count", 3, { onEvent: (event) => events.push(event) });
  expect([result, events]).toEqual(["counted", [1, 2, 3]]);
});

test("a failure arrives as its message with the cause", async () => {
  const failure = await connected()
    .call("fails", null)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WorkerCallError);
  expect((failure as Error).message).toBe("The image is upside down. Turn it.");
  expect(String((failure as Error).cause)).toContain("LabError");
});

test("a cancelled call rejects as cancelled", async () => {
  const controller = new AbortController();
  const waiting = connected().call("waits", null, { signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toBeInstanceOf(CancelledError);
});

test("transferred results arrive complete", async () => {
  expect(await connected().call("gives", 7)).toHaveLength(7);
});

test("pending and later calls reject when the worker crashes", async () => {
  const remote = connected();
  const waiting = remote.call("waits", null);
  remote.fail("The worker stopped.");
  await expect(waiting).rejects.toThrow("The worker stopped.");
  await expect(remote.call("double", 1)).rejects.toThrow("The worker stopped.");
});
