import { MessageChannel } from "node:worker_threads";
import { expect, it } from "vitest";
import { connect, type Endpoint } from "../../src/workers/rpc.ts";
import { GrantedLocks, type LockCalls, lockManager, ownLocks } from "./locks.ts";

/** Locks of the main thread and of another one, and what ends that. */
function twoThreads() {
  const locks = new GrantedLocks();
  const { port1, port2 } = new MessageChannel();
  locks.serve(port1 as unknown as MessagePort);
  const remote = connect<LockCalls>(port2 as unknown as Endpoint);
  return {
    main: lockManager(ownLocks(locks)),
    thread: lockManager(remote),
    end: () => port2.close(),
  };
}

it("excludes the work of other threads, and lets shared work be together", async () => {
  const { main, thread, end } = twoThreads();
  const order: string[] = [];
  let finish = () => {};
  const first = main.request("file", async () => {
    order.push("main");
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const second = thread.request("file", async () => void order.push("thread"));
  expect(await thread.request("file", { ifAvailable: true }, async (lock) => lock)).toBeNull();
  expect((await thread.query()).held).toEqual([{ name: "file" }]);
  order.push("end");
  finish();
  await Promise.all([first, second]);
  expect(order).toEqual(["main", "end", "thread"]);
  const shared = { mode: "shared" } as const;
  const together = await main.request("tab", shared, () => thread.request("tab", shared, async () => "both"));
  expect(together).toBe("both");
  end();
});

it("gives up when aborted, and frees the locks of a thread that ends", async () => {
  const { main, thread, end } = twoThreads();
  let held = () => {};
  const isHeld = new Promise<void>((resolve) => {
    held = resolve;
  });
  void thread.request("run", () => {
    held();
    return new Promise(() => {});
  });
  await isHeld;
  const impatient = main.request("run", { signal: AbortSignal.timeout(10) }, async () => "got it");
  await expect(impatient).rejects.toThrow();
  const patient = main.request("run", async () => "got it");
  end();
  expect(await patient).toBe("got it");
});
