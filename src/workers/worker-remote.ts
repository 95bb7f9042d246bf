import { type Api, connect, type Endpoint, type Remote } from "./rpc.ts";

/**
 * Connects to a worker. If the worker itself breaks, its calls reject with `sentence` and `onBroken` is
 * called.
 */
export function connectWorker<Calls extends Api<Calls>>(
  worker: Worker,
  sentence: string,
  onBroken: (sentence: string) => void = () => {},
): Remote<Calls> {
  const remote = connect<Calls>(worker as Endpoint);
  const breakDown = () => {
    remote.fail(sentence);
    worker.terminate();
    onBroken(sentence);
  };
  worker.addEventListener("error", breakDown);
  worker.addEventListener("messageerror", breakDown);
  return remote;
}
