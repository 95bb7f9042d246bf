import { parentPort, type Transferable, workerData } from "node:worker_threads";
import { connect, type Endpoint } from "../../src/workers/rpc.ts";
import { withFiles } from "./disk-file.ts";
import type { LockCalls } from "./locks.ts";
import { defineWeb } from "./web-globals.ts";
import type { ThreadStart } from "./web-worker.ts";

const { address, locks }: ThreadStart = workerData;

function listen(type: string, listener: (event: { readonly data: unknown }) => void): void {
  if (type === "message") parentPort?.on("message", (data) => listener({ data: withFiles(data) }));
}

const scope = {
  location: { href: address },
  addEventListener: listen,
  postMessage: (message: unknown, transfer: Transferable[] = []) =>
    parentPort?.postMessage(message, transfer),
};
locks?.start();
defineWeb(locks && connect<LockCalls>(locks as Endpoint), scope);
Object.defineProperty(globalThis, "onmessage", {
  set: (listener: (event: { readonly data: unknown }) => void) => listen("message", listener),
});
await import(/* @vite-ignore */ address);
