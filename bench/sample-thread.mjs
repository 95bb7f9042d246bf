import { parentPort, workerData } from "node:worker_threads";
import { runnerImport } from "vite";

// Node cannot load the sources directly.
const { module } = await runnerImport("/bench/serve-samples.ts", {
  root: workerData.root,
  configFile: false,
  logLevel: "error",
});
module.serveSamples(workerData.port);
parentPort?.postMessage("ready");
