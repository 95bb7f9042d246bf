import type { Remote } from "./rpc.ts";
import type { TrainCalls } from "./train.protocol.ts";
import { connectWorker } from "./worker-remote.ts";

const BROKEN =
  "The worker that trains stopped. Networks that it had kept in this browser are restored, others are lost; the images are kept.";

/** Starts the train worker. `onBroken` is called when it stops. */
export function createTrainClient(onBroken: (sentence: string) => void): Remote<TrainCalls> {
  const worker = new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module", name: "train" });
  return connectWorker<TrainCalls>(worker, BROKEN, onBroken);
}
