import { Worker } from "node:worker_threads";
import type { Helper, HelperStart } from "../helper-threads.ts";
import { HELPS } from "./start-thread.ts";

/** What a helper did when it was killed. */
export type Moment = "starting" | "inside a run" | "between runs";

/** A helper that can be killed while the thread that uses it is busy. */
export interface KillableHelper extends Helper {
  /** Kills it from a third thread, after some milliseconds. */
  killAfter(milliseconds: number): void;
  /** Resolves with what it did, about. */
  readonly killed: Promise<Moment>;
}

/** Starts the helper, and kills it as told. Reads the word of `kernels/run.ts` for claims. */
const KEEPS = `
const { Worker, parentPort, workerData } = require("node:worker_threads");
const { start, helps } = workerData;
const state = new BigInt64Array(start.memory.buffer, 64, 1);
const never = new Int32Array(new SharedArrayBuffer(4));
const helper = new Worker(helps, { eval: true, workerData: start });
let hasStarted = false;
helper.once("message", () => {
  hasStarted = true;
  parentPort.postMessage("started");
});
helper.once("exit", () => process.exit());
parentPort.once("message", (milliseconds) => {
  Atomics.wait(never, 0, 0, milliseconds);
  const isRunning = Atomics.load(state, 0) >> 32n > 1n;
  parentPort.postMessage(!hasStarted ? "starting" : isRunning ? "inside a run" : "between runs");
  helper.terminate();
});
`;

/** Starts a worker thread of Node as a helper, owned by another worker thread. */
export function startKillable(start: HelperStart): KillableHelper {
  const keeper = new Worker(KEEPS, { eval: true, workerData: { start, helps: HELPS } });
  keeper.unref();
  return {
    started: new Promise((resolve, reject) => {
      keeper.on("message", (message: string) => {
        if (message === "started") resolve();
      });
      keeper.once("error", reject);
      keeper.once("exit", () => reject(new Error("the thread has ended")));
    }),
    ended: new Promise((resolve) => keeper.once("exit", () => resolve())),
    killed: new Promise((resolve) => {
      keeper.on("message", (message: Moment | "started") => {
        if (message !== "started") resolve(message);
      });
    }),
    end: () => void keeper.terminate(),
    killAfter: (milliseconds) => keeper.postMessage(milliseconds),
  };
}
