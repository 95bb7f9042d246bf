import { encode } from "fast-png";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../platform/folder.ts";
import { openImageStore } from "../platform/image-store.ts";
import { createDecodeClient } from "./decode.client.ts";
import type { DroppedFile, ImportEvent } from "./decode.protocol.ts";
import { CancelledError } from "./rpc.ts";

const SIDE = 32;

function pngOf(valueAt: (pixel: number) => number, depth: 8 | 16): File {
  const length = SIDE * SIDE;
  const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  for (let pixel = 0; pixel < length; pixel++) data[pixel] = valueAt(pixel);
  const bytes = encode({ width: SIDE, height: SIDE, data, channels: 1, depth });
  return new File([bytes as Uint8Array<ArrayBuffer>], "x.png");
}

const labels = pngOf((pixel) => (pixel % SIDE < 16 ? 300 : 60_000), 16);

function pair(folder: string, name: string, seed: number): DroppedFile[] {
  return [
    { path: `${folder}/images/${name}.png`, file: pngOf((pixel) => (pixel * 7 + seed) % 251, 8) },
    { path: `${folder}/masks/${name}.png`, file: labels },
  ];
}

async function emptyStore(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for (const name of ["images", "removed", "excluded", "set-training", "set-validation", "set-prediction"])
    await root.removeEntry(name, { recursive: true }).catch(() => {});
}

const workers = new Set<Worker>();

function realWorker(): Worker {
  const worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
  workers.add(worker);
  return worker;
}

/** Milliseconds that no worker on a busy machine is silent for. */
const PATIENT = 60_000;

const openTab = (spawn = realWorker, longestSilence = () => PATIENT) =>
  createDecodeClient(spawn, longestSilence);

/** Ends all workers, as closing every tab does, and waits until the browser has registered it. */
async function closeTabs(): Promise<void> {
  for (const worker of workers) worker.terminate();
  workers.clear();
  await expect.poll(async () => (await navigator.locks.query()).held).toEqual([]);
}

beforeEach(emptyStore);
afterEach(closeTabs);

/** A worker that begins to read `a` and then behaves as `cause` specifies. */
function failingWorker(cause: string): Worker {
  const progress = `{ kind: "progress", done: 0, total: 2, current: "s/images/a.png" }`;
  const code = `onmessage = ({ data }) => {
    if (data.kind !== "call" || data.name !== "importFiles") return;
    postMessage({ kind: "event", id: data.id, event: ${progress} });
    ${cause}
  };`;
  return new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
}

describe("a worker that crashes on a file", () => {
  it.each([
    ["hangs", "for (;;);", 100],
    ["crashes", "setTimeout(() => { throw new Error('out of memory'); });", PATIENT],
  ])("is replaced when it %s; the file is named and the others are read", async (_, cause, silence) => {
    let workersBegun = 0;
    let isReading = false;
    const spawn = () => {
      workersBegun += 1;
      return workersBegun === 1 ? failingWorker(cause) : realWorker();
    };
    // Nobody waits for long for the worker that hangs, and for as long as a busy machine needs for all others.
    const client = openTab(spawn, () => (workersBegun === 1 && isReading ? silence : PATIENT));
    const files = [...pair("s", "a", 1), ...pair("s", "b", 2)];
    const onEvent = () => {
      isReading = true;
    };
    const { stored, refused } = await client.importFiles(files, { onEvent });
    expect(stored.map(({ name }) => name)).toEqual(["b"]);
    expect(refused.map(({ file }) => file)).toEqual(["s/images/a.png"]);
    expect(await client.list()).toEqual(stored);
  });

  it("can be cancelled while it hangs", async () => {
    const outcomes = [() => failingWorker("for (;;);"), realWorker];
    const client = openTab(() => (outcomes.shift() ?? realWorker)());
    const controller = new AbortController();
    const run = client.importFiles(pair("s", "a", 1), {
      signal: controller.signal,
      onEvent: () => controller.abort(),
    });
    await expect(run).rejects.toThrow(CancelledError);
    expect(await client.list()).toEqual([]);
  });
});

const DECODE_WORKER = new URL("./decode.worker.ts?worker_file&type=module", import.meta.url).href;

/** The decode worker on a machine with this number of cores; `inner` runs in the workers that decode for it. */
function workerWith(cores: number, inner = ""): Worker {
  const code = `
    const early = [];
    const keep = (event) => early.push(event);
    addEventListener("message", keep);
    Object.defineProperty(navigator, "hardwareConcurrency", { value: ${cores} });
    if (name === "decode images") { ${inner} }
    import(${JSON.stringify(DECODE_WORKER)}).then(() => {
      removeEventListener("message", keep);
      for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports }));
    });`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  workers.add(worker);
  return worker;
}

/** Images and labels, two of each name, and one whose labels are of another size. */
function manyFiles(): DroppedFile[] {
  const pairs = Array.from({ length: 12 }, (_, index) =>
    pair(index % 2 ? "s" : "t", `image${index >> 1}`, index),
  );
  const wide = encode({ width: 2 * SIDE, height: SIDE, data: new Uint8Array(2 * SIDE * SIDE), channels: 1 });
  const odd = { path: "s/images/image2.png", file: new File([wide as Uint8Array<ArrayBuffer>], "x.png") };
  return pairs.flat().map((file) => (file.path === odd.path ? odd : file));
}

describe("decoding in other workers", () => {
  it("yields the same images, names and refusals in the same order as in one worker", async () => {
    const alone = await openTab(() => workerWith(1)).importFiles(manyFiles());
    expect([alone.stored.length, alone.refused.map(({ file }) => file)]).toEqual([
      11,
      ["s/masks/image2.png", "s/images/image2.png"],
    ]);
    const listed = await openTab().list();
    for (const cores of [2, 5]) {
      await closeTabs();
      await emptyStore();
      expect(await openTab(() => workerWith(cores)).importFiles(manyFiles())).toEqual(alone);
      expect(await openTab().list()).toEqual(listed);
    }
  });

  it.each([
    ["every one", "true"],
    ["one of them", 'data.args.plan.image.endsWith("image3.png")'],
  ])("loses no image when %s breaks", async (_, breaks) => {
    const inner = `addEventListener("message", ({ data }) => {
      if (data.name !== "decodeJob" || !(${breaks})) return;
      new BroadcastChannel("broken").postMessage(null);
      throw new Error("out of memory");
    });`;
    const channel = new BroadcastChannel("broken");
    const broken = new Promise((resolve) => channel.addEventListener("message", resolve, { once: true }));
    const { stored, refused } = await openTab(() => workerWith(3, inner)).importFiles(manyFiles());
    expect([stored.length, refused.length]).toEqual([11, 2]);
    await broken;
    channel.close();
  });
});

describe("decode worker and store", () => {
  it("imports into the store, readable by another thread and a later visit, with 16-bit ids intact", async () => {
    const events: ImportEvent[] = [];
    const client = openTab();
    const onEvent = (event: ImportEvent) => void events.push(event);
    const { stored, refused } = await client.importFiles([...pair("s", "a", 1), ...pair("s", "b", 2)], {
      onEvent,
    });
    expect(refused).toEqual([]);
    expect(stored.map(({ name, cells }) => [name, cells])).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
    expect(events.filter(({ kind }) => kind === "stored")).toHaveLength(2);
    expect(await openTab().list()).toEqual(stored);
    const store = await openImageStore();
    const image = await store.read(stored[0].id);
    expect(new Set(image.labels?.data)).toEqual(new Set([300, 60_000]));
    expect(image.pixels.data[1]).toBe(8);
  });

  it("imports files in a zip like plain files", async () => {
    const files = [...pair("s", "a", 1), ...pair("s", "b", 2)];
    const bytes = files.map(async ({ path, file }) => [path, new Uint8Array(await file.arrayBuffer())]);
    const zipped = zipSync(Object.fromEntries(await Promise.all(bytes))) as Uint8Array<ArrayBuffer>;
    const client = openTab();
    const { stored, refused } = await client.importFiles([
      { path: "s.zip", file: new File([zipped], "s.zip") },
    ]);
    expect(refused).toEqual([]);
    const plain = await client.importFiles(files);
    expect(stored.map(({ id }) => id)).toEqual(plain.stored.map(({ id }) => id));
    expect(stored).toHaveLength(2);
  });

  it("changes nothing for the same files, and distinguishes equal names", async () => {
    const client = openTab();
    const first = await client.importFiles(pair("s", "a", 1));
    expect((await client.importFiles(pair("elsewhere", "a", 1))).stored).toEqual(first.stored);
    const second = await client.importFiles(pair("other", "a", 9));
    const third = await client.importFiles(pair("other", "a", 10));
    expect([second.stored[0].name, third.stored[0].name]).toEqual(["other/a", "other/a (2)"]);
    expect(await client.list()).toHaveLength(3);
  });

  it("imports the same files in two tabs at once", async () => {
    const files = Array.from({ length: 6 }, (_, index) => pair("s", `image${index}`, index)).flat();
    const tabs = [openTab(), openTab()];
    const [first, second] = await Promise.all(tabs.map((client) => client.importFiles(files)));
    expect([first.refused, second.refused]).toEqual([[], []]);
    expect(first.stored.map(({ id }) => id)).toEqual(second.stored.map(({ id }) => id));
    expect(await openTab().list()).toHaveLength(6);
  });

  it("replaces an image without labels by the same image with labels, never the reverse", async () => {
    const client = openTab();
    const files = pair("s", "a", 1);
    const [unlabelled] = (await client.importFiles(files.slice(0, 1))).stored;
    expect(unlabelled).toMatchObject({ name: "a", labelled: false, cells: 0 });
    expect((await (await openImageStore()).read(unlabelled.id)).labels).toBeNull();
    const { stored } = await client.importFiles(files);
    expect(stored[0]).toMatchObject({ name: "a", labelled: true, unlabelledId: unlabelled.id });
    expect(await client.list()).toEqual(stored);
    expect((await client.importFiles(files.slice(0, 1))).stored).toEqual(stored);
    expect(await openTab().list()).toEqual(stored);
  });

  it("removes images, restores them, and deletes them when the page is opened again", async () => {
    const closed = openTab();
    const { stored } = await closed.importFiles([...pair("s", "a", 1), ...pair("s", "b", 2)]);
    const [a, b] = stored;
    await closed.remove([a.id, b.id]);
    expect(await closed.restore([b.id])).toEqual({ records: [b], lost: 0 });
    await closeTabs();
    const client = openTab();
    expect(await client.list()).toEqual([b]);
    expect(await client.restore([a.id, b.id])).toEqual({ records: [b], lost: 1 });
    await expect((await openImageStore()).read(a.id)).rejects.toThrow(StoreError);
    expect((await client.importFiles(pair("s", "a", 1))).stored).toEqual([a]);
  });

  it("remembers the sets of images until they are deleted", async () => {
    const closed = openTab();
    const { stored } = await closed.importFiles([...pair("s", "a", 1), ...pair("s", "b", 2)]);
    const [a, b] = stored.map(({ id }) => id);
    await closed.assign(
      new Map([
        [a, "excluded"],
        [b, "training"],
      ]),
    );
    await closed.assign(new Map([[a, "validation"]]));
    await closed.assign(new Map([[b, null]]));
    await closed.assign(new Map([[b, null]]));
    expect(await closed.listAssigned()).toEqual(new Map([[a, "validation"]]));
    await closeTabs();
    const client = openTab();
    expect((await client.list()).map(({ id }) => id)).toEqual([a, b]);
    expect(await client.listAssigned()).toEqual(new Map([[a, "validation"]]));
    await client.remove([a]);
    expect(await client.restore([a])).toMatchObject({ lost: 0 });
    expect(await client.listAssigned()).toEqual(new Map([[a, "validation"]]));
    await client.remove([a]);
    await closeTabs();
    expect(await openTab().list()).toHaveLength(1);
    expect(await openTab().listAssigned()).toEqual(new Map());
  });

  it("reads images excluded by earlier versions, and a set marked twice", async () => {
    const { stored } = await openTab().importFiles([...pair("s", "a", 1), ...pair("s", "b", 2)]);
    const [a, b] = stored.map(({ id }) => id);
    const root = await navigator.storage.getDirectory();
    for (const [folder, id] of [
      ["excluded", a],
      ["set-training", b],
      ["set-validation", b],
    ] as const)
      await (await root.getDirectoryHandle(folder, { create: true })).getFileHandle(id, { create: true });
    const client = openTab();
    expect(await client.listAssigned()).toEqual(
      new Map([
        [a, "excluded"],
        [b, "validation"],
      ]),
    );
    await client.assign(new Map([[b, "prediction"]]));
    expect(await openTab().listAssigned()).toEqual(
      new Map([
        [a, "excluded"],
        [b, "prediction"],
      ]),
    );
  });

  it("reads two files as a manual pair", async () => {
    const [image] = pair("s", "a", 1);
    const drawn = { path: "elsewhere/drawn.png", file: labels };
    const client = openTab();
    const chosen = { image: image.path, labels: drawn.path };
    const { stored, refused } = await client.importFiles([image, drawn], { byHand: [chosen] });
    expect(refused).toEqual([]);
    expect(stored[0].pair).toEqual({ ...chosen, why: "paired by hand" });
    expect(await client.list()).toEqual(stored);
  });

  it("lets a tab restore its removed images although others opened meanwhile", async () => {
    const first = openTab();
    const { stored } = await first.importFiles([...pair("s", "a", 1), ...pair("s", "b", 2)]);
    await first.remove(stored.map(({ id }) => id));
    expect(await openTab().list()).toEqual([]);
    expect(await first.restore(stored.map(({ id }) => id))).toEqual({ records: stored, lost: 0 });
  });

  it("skips a truncated file and allows importing it again", async () => {
    const client = openTab();
    const { stored } = await client.importFiles(pair("s", "a", 1));
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("images");
    const handle = await folder.getFileHandle(stored[0].id);
    const stream = await handle.createWritable({ keepExistingData: true });
    await stream.truncate(1000);
    await stream.close();
    expect(await openTab().list()).toEqual([]);
    await expect((await openImageStore()).read(stored[0].id)).rejects.toThrow(StoreError);
    expect((await openTab().importFiles(pair("s", "a", 1))).stored).toEqual(stored);
  });

  it("stops when cancelled, and keeps imported images", async () => {
    const client = openTab();
    const controller = new AbortController();
    const files = Array.from({ length: 20 }, (_, index) => pair("s", `image${index}`, index)).flat();
    const run = client.importFiles(files, {
      signal: controller.signal,
      onEvent: ({ kind }) => void (kind === "stored" && controller.abort()),
    });
    await expect(run).rejects.toThrow(CancelledError);
    const kept = await client.list();
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(20);
  });

  it("draws the built-in sample", async () => {
    const client = openTab();
    const { stored } = await client.drawBuiltIn("phase", 3);
    expect(stored).toHaveLength(24);
    expect(stored[0]).toMatchObject({ rows: 256, columns: 256, channels: 1 });
    expect(await client.list()).toHaveLength(24);
    const small = await client.thumbnail(stored[0].id, 64);
    expect([small.rows, small.columns, small.data.length]).toEqual([64, 64, 64 * 64]);
    expect(new Set(small.data).size).toBeGreaterThan(20);
  });
});
