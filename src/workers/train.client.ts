import type { Remote } from "./rpc.ts";
import type { TrainCalls } from "./train.protocol.ts";
import { connectWorker } from "./worker-remote.ts";

const BROKEN = "The worker that trains stopped. Load the page anew; the images are kept.";

/** Starts the train worker. */
export function createTrainClient(): Remote<TrainCalls> {
  const worker = new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module", name: "train" });
  return connectWorker<TrainCalls>(worker, BROKEN);
}
