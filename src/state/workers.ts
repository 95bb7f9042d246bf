import { createDecodeClient, type DecodeClient } from "../workers/decode.client.ts";
import type { Remote } from "../workers/rpc.ts";
import { createSampleClient, type SampleClient } from "../workers/sample.client.ts";
import { createTrainClient } from "../workers/train.client.ts";
import type { TrainCalls } from "../workers/train.protocol.ts";

function once<Value>(create: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}

/** The workers of this page, each started when it is first asked for. */
export const decodeWorker: () => DecodeClient = once(createDecodeClient);
export const sampleWorkers: () => SampleClient = once(createSampleClient);
export const trainWorker: () => Remote<TrainCalls> = once(createTrainClient);
