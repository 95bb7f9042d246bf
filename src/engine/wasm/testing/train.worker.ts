import { type Arithmetic, compileModule } from "../kernel-module.ts";
import { startWorker } from "../start-worker.ts";
import { trainAll } from "./training.ts";

/** Request to the worker. */
export interface Wanted {
  readonly arithmetic: Arithmetic;
  readonly threads: number;
}

self.onmessage = async ({ data: { arithmetic, threads } }: MessageEvent<Wanted>) => {
  const module = await compileModule(arithmetic);
  self.postMessage(await trainAll({ module, threads, startHelper: startWorker }));
};
