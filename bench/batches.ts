import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { ROOT } from "../scripts/prepare.mjs";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { BatchQueue } from "../src/workers/batch-queue.ts";

const RESULTS = join(ROOT, "bench", "results", "batches.json");
/** Number of images in the Sartorius set, and in LIVECell's training and validation sets. */
const IMAGES = [606, 4191];
const RECIPE_NAMES = ["tiny", "quick"] as const;
const ROUNDS = 7;
const BATCHES = 30;

/** Starts a thread that prepares samples; returns its port. */
async function startThread(): Promise<{ port: MessagePort; end: () => Promise<number> }> {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(ROOT, "bench", "sample-thread.mjs"), {
    workerData: { root: ROOT, port: port1 },
    transferList: [port1],
  });
  await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  return { port: port2 as unknown as MessagePort, end: () => worker.terminate() };
}

/** Milliseconds per batch in the fastest round, the one least disturbed by other work on the machine. */
async function measure(name: (typeof RECIPE_NAMES)[number], count: number): Promise<number> {
  const { port, end } = await startThread();
  const images = Array.from({ length: count }, (_, index) => ({
    id: index.toString(16).padStart(32, "0"),
    rows: 520,
    columns: 704,
    cells: 120,
  }));
  const queue = new BatchQueue([port], { recipe: RECIPES[name], images });
  queue.restart("direction");
  let fastest = Number.POSITIVE_INFINITY;
  let step = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    for (let batch = 0; batch < BATCHES; batch++) await queue.take(step++, Number.POSITIVE_INFINITY);
    // The first round includes loading the thread's code.
    if (round > 0) fastest = Math.min(fastest, (performance.now() - start) / BATCHES);
  }
  queue.close();
  await end();
  return fastest;
}

/**
 * Measures the time from the request of a batch to its arrival, prepared in one thread, with the image lists
 * of two large sets, and writes `bench/results/batches.json`.
 */
export async function benchBatches(): Promise<void> {
  const measured = [];
  for (const recipe of RECIPE_NAMES) {
    for (const images of IMAGES) {
      const { crop, batch } = RECIPES[recipe];
      const msPerBatch = Number((await measure(recipe, images)).toPrecision(3));
      measured.push({ recipe, crop, batch, images, msPerBatch });
    }
  }
  console.table(measured);
  const machine = { cores: cpus().length, processor: cpus()[0]?.model, node: process.version };
  mkdirSync(dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ machine, measured }, null, 2)}\n`);
}
