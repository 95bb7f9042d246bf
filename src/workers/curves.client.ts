import type { CurvesCalls } from "./curves.protocol.ts";
import type { Remote } from "./rpc.ts";
import { connectWorker } from "./worker-remote.ts";

const BROKEN = "The worker that reads curves stopped. Select the runs again; they are kept.";

/** Starts the worker that reads the curves of stored runs. `onBroken` is called when it stops. */
export function createCurvesClient(onBroken: () => void): Remote<CurvesCalls> {
  const worker = new Worker(new URL("./curves.worker.ts", import.meta.url), {
    type: "module",
    name: "curves",
  });
  return connectWorker<CurvesCalls>(worker, BROKEN, onBroken);
}
