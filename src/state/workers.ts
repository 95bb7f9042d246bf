import { createCellsClient } from "../workers/cells.client.ts";
import type { CellsCalls } from "../workers/cells.protocol.ts";
import { createDecodeClient, type DecodeClient } from "../workers/decode.client.ts";
import type { Remote } from "../workers/rpc.ts";
import { createSampleClient, type SampleClient } from "../workers/sample.client.ts";
import { createTrainClient } from "../workers/train.client.ts";
import type { TrainCalls } from "../workers/train.protocol.ts";

let decode: DecodeClient | null = null;
let samples: SampleClient | null = null;
let train: Remote<TrainCalls> | null = null;
let cells: Remote<CellsCalls> | null = null;

const listeners: ((sentence: string) => void)[] = [];

/** Adds a listener for the failure of a worker that predictions wait for. */
export function onWorkerBreak(listener: (sentence: string) => void): void {
  listeners.push(listener);
}

function onBroken(sentence: string): void {
  for (const listener of listeners) listener(sentence);
}

/** The decode worker of this page, started on first use. */
export function decodeWorker(): DecodeClient {
  decode ??= createDecodeClient();
  return decode;
}

/** The sample workers. If one breaks, a run that waits for it is ended, and the next call starts new ones. */
export function sampleWorkers(): SampleClient {
  samples ??= createSampleClient((sentence) => {
    samples = null;
    onBroken(sentence);
    void trainWorker().call("control", { kind: "abort", sentence });
  });
  return samples;
}

const trainListeners: (() => void)[] = [];

/** Adds a listener for the failure of the train worker, which loses its networks and the choice of its engine. */
export function onTrainWorkerBreak(listener: () => void): void {
  trainListeners.push(listener);
}

/** The train worker; a new one after a failure. */
export function trainWorker(): Remote<TrainCalls> {
  train ??= createTrainClient(() => {
    train = null;
    for (const listener of trainListeners) listener();
  });
  return train;
}

/** The worker that finds cells, if it has been started. */
export function startedCellsWorker(): Remote<CellsCalls> | null {
  return cells;
}

/** The worker that keeps predicted fields and finds cells in them; a new one after a failure. */
export function cellsWorker(): Remote<CellsCalls> {
  cells ??= createCellsClient((sentence) => {
    cells = null;
    onBroken(sentence);
  });
  return cells;
}
