import { afterEach, beforeEach, expect, it } from "vitest";
import { createRandom } from "../core/augment/random.ts";
import { WholeImage } from "../core/augment/source-image.ts";
import { measureImage } from "../core/dataset/measure-image.ts";
import { stackBatch, type TargetSample } from "../core/dataset/sampling/batch.ts";
import { createSampler } from "../core/dataset/sampling/sampler.ts";
import { drawTrainingSample } from "../core/dataset/sampling/training-sample.ts";
import { identify, type NamedImage } from "../core/dataset/stored-image.ts";
import { channelOf } from "../core/raster/channel.ts";
import { normalise } from "../core/raster/normalise.ts";
import { wholeBox } from "../core/raster/plane.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import { imageFileParts } from "../platform/image-file.ts";
import { openImageStore } from "../platform/image-store.ts";
import { memoryFiles, openMemoryPort } from "./memory-host.ts";
import { connect, type Endpoint } from "./rpc.ts";
import type { RunSampleCalls, SampleCalls } from "./sample.protocol.ts";
import { connectWorker } from "./worker-remote.ts";

/** More pixels than those of an image that is kept as a whole. */
const [ROWS, COLUMNS] = [4096, 1280];
const RECIPE = RECIPES.tiny;
const SAMPLE_WORKER = new URL("./sample.worker.ts?worker_file&type=module", import.meta.url).href;

const workers: Worker[] = [];

/** A sample worker that reports, on request over a channel, how many bytes of blobs it has read. */
function countingWorker(channel: string): Worker {
  const code = `
    const early = [];
    const keep = (event) => early.push(event);
    addEventListener("message", keep);
    let bytes = 0;
    for (const name of ["arrayBuffer", "text"]) {
      const own = Blob.prototype[name];
      Blob.prototype[name] = function () {
        bytes += this.size;
        return own.call(this);
      };
    }
    Blob.prototype.stream = () => { throw new Error("bytes that are not counted"); };
    const channel = new BroadcastChannel(${JSON.stringify(channel)});
    channel.onmessage = () => channel.postMessage(bytes);
    import(${JSON.stringify(SAMPLE_WORKER)}).then(() => {
      removeEventListener("message", keep);
      for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports }));
    });`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  workers.push(worker);
  return worker;
}

function openSampler() {
  const channel = `bytes ${crypto.randomUUID()}`;
  const sampler = connectWorker<SampleCalls>(countingWorker(channel), "The worker stopped.");
  const asking = new BroadcastChannel(channel);
  const bytesRead = () =>
    new Promise<number>((resolve) => {
      asking.onmessage = ({ data }) => resolve(data);
      asking.postMessage("how many?");
    });
  return { sampler, bytesRead };
}

/** Rows of round cells with noise. */
async function drawLarge(): Promise<NamedImage> {
  const random = createRandom(5);
  const size = { rows: ROWS, columns: COLUMNS };
  const labels = { ...size, data: new Int32Array(ROWS * COLUMNS) };
  const pixels = { ...size, channels: 1, data: new Uint8Array(ROWS * COLUMNS) };
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const pixel = row * COLUMNS + column;
      const isCell = Math.hypot((row % 30) - 15, (column % 26) - 13) < 12;
      if (isCell) labels.data[pixel] = 1 + Math.floor(row / 30) * 1000 + Math.floor(column / 26);
      pixels.data[pixel] = (isCell ? 120 : 30) + random.integer(90);
    }
  }
  const facts = { name: "large", longName: "large", source: "drawn", notes: [], group: null, part: null };
  return identify({ ...facts, pixels, labels, cells: 1, overlapPixels: 0 });
}

/** The batch of a step, computed from the whole image at once. */
async function expectedBatch({ record, pixels, labels }: NamedImage, step: number) {
  const values = channelOf(pixels, RECIPE.channel);
  const passes = async function* () {
    yield values;
  };
  const measures = await measureImage(passes, record, RECIPE.normalisation);
  const place = { of: { rows: ROWS, columns: COLUMNS }, box: wholeBox(record) };
  const image = { ...place, data: normalise(values.slice(), measures) };
  const ids = labels?.data ?? new Int32Array(ROWS * COLUMNS);
  const whole = new WholeImage({ image, labels: { ...place, data: ids } }, measures.deviation);
  const sampler = createSampler([record], RECIPE);
  const items: TargetSample[] = [];
  for (let place = step * RECIPE.batch; place < (step + 1) * RECIPE.batch; place++) {
    const { epoch, position } = sampler.itemAt(place);
    const wanted = { stage: "direction", cells: record.cells, epoch, position } as const;
    items.push(await drawTrainingSample(whole, RECIPE, wanted, items.length === 0));
  }
  return { batch: stackBatch(items.map(({ sample }) => ({ sample, stale: null }))), first: items[0] };
}

async function emptyStore(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for (const name of ["images", "removed"]) await root.removeEntry(name, { recursive: true }).catch(() => {});
}

beforeEach(emptyStore);
afterEach(async () => {
  for (const worker of workers.splice(0)) worker.terminate();
  for (const path of memoryFiles.paths("")) memoryFiles.delete(path);
  await emptyStore();
});

it.each([
  [
    "in the browser's storage",
    async (image: NamedImage) => void (await (await openImageStore()).write(image)),
  ],
  [
    "kept by the page",
    async (image: NamedImage) =>
      memoryFiles.write(`images/${image.record.id}`, new Blob(imageFileParts(image)), "absent"),
  ],
])("batches of a large image %s equal those of the whole image, with few rows read", async (_, store) => {
  const image = await drawLarge();
  await store(image);
  const fileBytes = new Blob(imageFileParts(image)).size;
  const { sampler, bytesRead } = openSampler();
  const port = openMemoryPort();
  await sampler.call("attachMemory", { port }, { transfer: [port] });
  const { port1, port2 } = new MessageChannel();
  await sampler.call("attach", { port: port1 }, { transfer: [port1] });
  const run = connect<RunSampleCalls>(port2 as Endpoint);
  port2.start();
  await run.call("beginRun", { recipe: RECIPE, images: [image.record] });
  const batchOf = async (step: number) => {
    const batch = await run.call("trainingBatch", { stage: "direction", step });
    const { sample, stale } = await run.call("firstSample", { stage: "direction", step });
    return { batch, first: { sample, stale } };
  };

  expect(await batchOf(0)).toEqual(await expectedBatch(image, 0));
  const before = await bytesRead();
  expect(before).toBeGreaterThan(ROWS * COLUMNS);
  expect(await batchOf(1)).toEqual(await expectedBatch(image, 1));
  const bytes = (await bytesRead()) - before;
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(fileBytes / 10);
});
