import type { CellsCalls } from "./cells.protocol.ts";
import { openMemoryPort } from "./memory-host.ts";
import type { Remote } from "./rpc.ts";
import { connectWorker } from "./worker-remote.ts";

const BROKEN =
  "The worker that finds cells stopped, and the predicted fields with it. Predict again; the networks are kept.";

/** Starts the worker that finds cells. `onBroken` is called when the worker stops. */
export function createCellsClient(onBroken: (sentence: string) => void): Remote<CellsCalls> {
  const worker = new Worker(new URL("./cells.worker.ts", import.meta.url), { type: "module", name: "cells" });
  const remote = connectWorker<CellsCalls>(worker, BROKEN, onBroken);
  const port = openMemoryPort();
  // `onBroken` reports a broken worker; its pending calls no longer matter.
  remote.call("attachMemory", { port }, { transfer: [port] }).catch(() => {});
  return remote;
}
