import { type Api, connect, type Endpoint, type Remote } from "./rpc.ts";

/** Connects to a worker; when the worker itself breaks, every call under way rejects with `sentence`. */
export function connectWorker<Calls extends Api<Calls>>(worker: Worker, sentence: string): Remote<Calls> {
  const remote = connect<Calls>(worker as Endpoint);
  worker.addEventListener("error", () => remote.fail(sentence));
  worker.addEventListener("messageerror", () => remote.fail(sentence));
  return remote;
}
