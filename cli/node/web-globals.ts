import { availableParallelism } from "node:os";
import type { Remote } from "../../src/workers/rpc.ts";
import type { LockCalls } from "./locks.ts";
import { lockManager } from "./locks.ts";
import { WebWorker } from "./web-worker.ts";

/** Defines what the lab uses of the web and this thread of Node lacks. */
export function defineWeb(locks: Pick<Remote<LockCalls>, "call"> | null, more: object = {}): void {
  const navigator = {
    hardwareConcurrency: availableParallelism(),
    userAgent: `Node ${process.versions.node}`,
    storage: { estimate: async () => ({}), persisted: async () => true, persist: async () => true },
    ...(locks ? { locks: lockManager(locks) } : {}),
  };
  const globals = {
    self: globalThis,
    navigator,
    isSecureContext: true,
    crossOriginIsolated: true,
    Worker: WebWorker,
  };
  for (const [name, value] of Object.entries({ ...globals, ...more })) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
