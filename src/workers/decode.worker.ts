import { identify } from "../core/dataset/stored-image.ts";
import { letMessagesIn } from "../core/let-messages-in.ts";
import { loadedCode } from "../core/loaded-code.ts";
import { thumbnailOf } from "../core/raster/thumbnail.ts";
import type { DrawnImage } from "../core/synth/draw-sample.ts";
import { BUILT_IN_IMAGES } from "../core/synth/sample-sizes.ts";
import { decodeJob } from "../io/read/decode-job.ts";
import { importDataset } from "../io/read/import-dataset.ts";
import { isWeightsArchive } from "../io/read/weights/is-weights-archive.ts";
import { joinOpenTabs } from "../platform/open-tabs.ts";
import type { DecodeCalls, SyntheticKind } from "./decode.protocol.ts";
import { DecodePool } from "./decode-pool.ts";
import { type CallContext, type Endpoint, type Handlers, serve, Transfer } from "./rpc.ts";
import { attachMemory, openWorkerStore } from "./spare-files.ts";

const SOURCE_TEXT: Record<SyntheticKind, string> = {
  phase: "built-in sample, phase contrast",
  fluorescence: "built-in sample, fluorescence",
};

async function openAsTab() {
  const store = await openWorkerStore();
  return { store, tab: await joinOpenTabs() };
}

let opening: ReturnType<typeof openAsTab> | null = null;

/** The store, opened by the first call that needs it: a worker that decodes images for another one opens none. */
function open() {
  opening ??= openAsTab();
  return opening;
}

function decodedOf({ name, pixels, labels }: DrawnImage, kind: SyntheticKind) {
  const cells = new Set(labels.data);
  cells.delete(0);
  return {
    name,
    longName: name,
    source: SOURCE_TEXT[kind],
    pixels,
    labels,
    group: null,
    part: null,
    cells: cells.size,
    overlapPixels: 0,
    notes: [],
  };
}

async function importFiles(
  { files, skip, stack, byHand, again }: DecodeCalls["importFiles"]["args"],
  { signal, emit }: CallContext<DecodeCalls["importFiles"]["event"]>,
) {
  const { store } = await open();
  const added = files.map(({ path, file }) => ({ path, blob: file }));
  const images = {
    records: await store.list(),
    read: async (id: string) => (await store.read(id)).pixels,
  };
  const known = { find: store.find, stored: images };
  const pool = new DecodePool();
  try {
    const threads = pool.count > 0 ? pool : null;
    for await (const step of importDataset(added, {
      signal,
      skip,
      stack,
      byHand,
      again,
      ...known,
      threads,
    })) {
      if (step.kind === "decoded") emit({ kind: "stored", ...(await store.write(step.image)) });
      else if (step.kind === "known") emit({ kind: "stored", record: step.record, isNew: false });
      else emit(step);
    }
  } finally {
    pool.close();
  }
  return null;
}

async function drawBuiltIn(
  { kind, seed }: DecodeCalls["drawBuiltIn"]["args"],
  { signal, emit }: CallContext<DecodeCalls["drawBuiltIn"]["event"]>,
) {
  const { store } = await open();
  const { drawBuiltInSample } = await loadedCode(import("../core/synth/draw-sample.ts"));
  let done = 0;
  for (const image of drawBuiltInSample(kind, seed)) {
    signal.throwIfAborted();
    emit({ kind: "progress", done, total: BUILT_IN_IMAGES, current: image.name });
    emit({ kind: "stored", ...(await store.write(await identify(decodedOf(image, kind)))) });
    done += 1;
    await letMessagesIn();
  }
  return null;
}

const handlers: Handlers<DecodeCalls> = {
  async attachMemory({ port }) {
    attachMemory(port);
    return null;
  },
  async list({ again }) {
    const { store, tab } = await open();
    // Images removed in an earlier visit can be restored only by a tab that is still open.
    if (!again) await tab.ifAlone(store.purgeRemoved);
    return store.relist();
  },
  async findWeights({ files }) {
    const found: string[] = [];
    for (const { path, file } of files) if (await isWeightsArchive(path, file)) found.push(path);
    return found;
  },
  importFiles,
  decodeJob: async (job, { signal }) => {
    const outcome = await decodeJob(job, signal);
    if (outcome.kind === "refused") return outcome;
    const { pixels, labels } = outcome.image;
    return new Transfer(outcome, [pixels.data.buffer, ...(labels ? [labels.data.buffer] : [])]);
  },
  drawBuiltIn,
  remove: async ({ ids }) => {
    await (await open()).store.remove(ids);
    return null;
  },
  restore: async ({ ids }) => (await open()).store.restore(ids),
  listAssigned: async () => (await open()).store.listAssigned(),
  assign: async ({ changes }) => {
    await (await open()).store.assign(changes);
    return null;
  },
  thumbnail: async ({ id, side }) => {
    const { pixels } = await (await open()).store.read(id);
    const small = thumbnailOf(pixels, side);
    return new Transfer(small, [small.data.buffer]);
  },
};

serve<DecodeCalls>(self as unknown as Endpoint, handlers);
