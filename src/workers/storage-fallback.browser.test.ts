import { encode } from "fast-png";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { createDecodeClient } from "./decode.client.ts";
import type { DroppedFile, ImportEvent } from "./decode.protocol.ts";
import { memoryFiles } from "./memory-host.ts";
import { createSampleClient } from "./sample.client.ts";

const SIDE = 32;
const DECODE_WORKER = new URL("./decode.worker.ts?worker_file&type=module", import.meta.url).href;

const ABSENT = `StorageManager.prototype.getDirectory = () =>
  Promise.reject(new DOMException("no storage here", "SecurityError"));`;
const FULL = `FileSystemWritableFileStream.prototype.write = () =>
  Promise.reject(new DOMException("no room", "QuotaExceededError"));
FileSystemSyncAccessHandle.prototype.write = () => {
  throw new DOMException("no room", "QuotaExceededError");
};`;

function pngOf(valueAt: (pixel: number) => number): File {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => valueAt(pixel));
  const bytes = encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 });
  return new File([bytes as Uint8Array<ArrayBuffer>], "x.png");
}

const pair = (name: string, seed: number): DroppedFile[] => [
  { path: `s/images/${name}.png`, file: pngOf((pixel) => (pixel * 7 + seed) % 251) },
  { path: `s/masks/${name}.png`, file: pngOf((pixel) => (pixel % SIDE < 16 ? 1 : 2)) },
];

const workers: Worker[] = [];

/** The decode worker in a browser whose storage `browser` has modified. */
function workerWhere(browser: string): Worker {
  const code = `
    const early = [];
    const keep = (event) => early.push(event);
    addEventListener("message", keep);
    ${browser}
    import(${JSON.stringify(DECODE_WORKER)}).then(() => {
      removeEventListener("message", keep);
      for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports }));
    });`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  workers.push(worker);
  return worker;
}

async function emptyStore(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for (const name of ["images", "removed"]) await root.removeEntry(name, { recursive: true }).catch(() => {});
}

async function storedBytes(): Promise<number> {
  let bytes = 0;
  const root = await navigator.storage.getDirectory();
  for await (const handle of (await root.getDirectoryHandle("images", { create: true })).values()) {
    if (handle instanceof FileSystemFileHandle) bytes += (await handle.getFile()).size;
  }
  return bytes;
}

beforeEach(emptyStore);
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
  for (const path of memoryFiles.paths("")) memoryFiles.delete(path);
});

describe.each([
  ["absent", ABSENT],
  ["full", FULL],
] as const)("if the browser's storage is %s", (reason, browser) => {
  it("images are kept in memory with a notice, and available to the sample workers", async () => {
    const client = createDecodeClient(() => workerWhere(browser));
    const { stored } = await client.importFiles([...pair("a", 1), ...pair("b", 2)]);
    expect(stored.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(await client.list()).toEqual(stored);
    expect(await storedBytes()).toBe(0);
    expect(memoryFiles.use()).toMatchObject({ reason, files: 2 });

    const samples = createSampleClient(() => {});
    const { sample } = await samples.show({
      imageId: stored[0].id,
      recipe: RECIPES.tiny,
      view: { kind: "whole" },
    });
    expect([sample.rows, sample.columns]).toEqual([SIDE, SIDE]);
  });

  it("a replacement worker finds them, and they can be removed and restored", async () => {
    const first = createDecodeClient(() => workerWhere(browser));
    const { stored } = await first.importFiles(pair("a", 1));
    const second = createDecodeClient(() => workerWhere(browser));
    expect(await second.list()).toEqual(stored);
    await second.remove([stored[0].id]);
    expect(await second.list()).toEqual([]);
    expect(await second.restore([stored[0].id])).toEqual({ records: stored, lost: 0 });
  });
});

describe("importing again", () => {
  it("reports images already present, including those removed meanwhile", async () => {
    const client = createDecodeClient();
    const notifications: boolean[] = [];
    const onEvent = (event: ImportEvent) => void (event.kind === "stored" && notifications.push(event.isNew));
    const first = await client.importFiles(pair("a", 1), { onEvent });
    const both = [...pair("a", 1), ...pair("b", 2)];
    await client.importFiles(both, { onEvent });
    await client.remove([first.stored[0].id]);
    const { stored } = await client.importFiles(both, { onEvent });
    expect(notifications).toEqual([true, false, true, false, false]);
    expect(await client.list()).toEqual(stored);
  });

  it("stores images again that the browser deleted, and reports missing ones", async () => {
    const client = createDecodeClient();
    const { stored } = await client.importFiles(pair("a", 1));
    await emptyStore();
    await expect(client.thumbnail(stored[0].id, 8)).rejects.toThrow(/no longer in the browser's storage/);
    expect((await client.importFiles(pair("a", 1))).stored).toEqual(stored);
    expect(await client.list()).toEqual(stored);
  });
});
