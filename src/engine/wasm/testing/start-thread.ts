import { Worker } from "node:worker_threads";
import type { Helper, HelperStart } from "../helper-threads.ts";

/** A helper in JavaScript. */
export const HELPS = `
const { parentPort, workerData } = require("node:worker_threads");
const { module, memory, thread } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
parentPort.postMessage("started");
exports.help(thread);
`;

/** Starts a worker thread of Node as a helper, which runs `code`. */
export function startThread(start: HelperStart, code = HELPS): Helper {
  const worker = new Worker(code, { eval: true, workerData: start });
  // A helper that sleeps does not keep the process.
  worker.unref();
  return {
    started: new Promise((resolve, reject) => {
      worker.once("message", () => resolve());
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("the thread has ended")));
    }),
    ended: new Promise((resolve) => worker.once("exit", () => resolve())),
    end: () => void worker.terminate(),
  };
}
