import { afterEach, expect, it, vi } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { exampleRecord } from "../core/runs/testing/example-record.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { openOpfsTree } from "../platform/opfs-folder.ts";
import { browserRunLocks } from "../platform/run-locks.ts";
import { RunKeeper } from "./run-keeper.ts";
import { RunStore } from "./run-store.ts";

const FOLDER = "runs-under-test";
const IDS = ["run-mp1x8yk1-0abc", "run-mp1x8yk2-0abc"] as const;
const WEIGHTS = initialise(stageGraph("semantic", RECIPES.tiny.networks), 1);
const IMAGES = { training: [{ id: "a", name: "a", rows: 8, columns: 8, cells: 3 }], validation: [] };
const ENGINE = { engine: "compiled CPU", adapter: null, tiling: "cpu" } as const;

async function directory(path = FOLDER): Promise<FileSystemDirectoryHandle> {
  let found = await navigator.storage.getDirectory();
  for (const name of path.split("/")) found = await found.getDirectoryHandle(name, { create: true });
  return found;
}

const openStore = async () => new RunStore(await openOpfsTree(FOLDER), browserRunLocks());

async function begin(id: (typeof IDS)[number], failures: string[] = []): Promise<RunKeeper> {
  const context = {
    store: await openStore(),
    limit: Number.POSITIVE_INFINITY,
    onRecord: () => {},
    onFailure: (sentence: string) => failures.push(sentence),
  };
  const startedAt = 1_796_000_000_000 + IDS.indexOf(id);
  const record = exampleRecord({ id, startedAt, endedAt: null, status: { kind: "running" }, weights: [] });
  return RunKeeper.begin(context, record, IMAGES);
}

/** Overwrites a file of a run; null deletes it. */
async function damage(id: string, name: string, change: (bytes: Uint8Array) => Uint8Array | null) {
  const folder = await directory(`${FOLDER}/${id}`);
  const handle = await folder.getFileHandle(name);
  const bytes = change(new Uint8Array(await (await handle.getFile()).arrayBuffer()));
  if (!bytes) return folder.removeEntry(name);
  const stream = await handle.createWritable();
  await stream.write(bytes.slice());
  await stream.close();
}

afterEach(async () => {
  vi.restoreAllMocks();
  await (await navigator.storage.getDirectory()).removeEntry(FOLDER, { recursive: true });
});

it("keeps runs in the browser's storage; damage to one is told and hurts no other", async () => {
  for (const id of IDS) {
    const keeper = await begin(id);
    keeper.keepWeights({ stage: "semantic", choice: "last", step: 60, weights: WEIGHTS }, ENGINE);
    await keeper.end({ kind: "finished" });
  }
  const store = await openStore();
  expect((await store.list()).map(({ kind, id }) => [kind, id])).toEqual([
    ["stored", IDS[1]],
    ["stored", IDS[0]],
  ]);
  expect(await (await store.files(IDS[0])).weights("semantic", "last")).toEqual({
    step: 60,
    weights: WEIGHTS,
  });
  const damages: readonly [string, (bytes: Uint8Array) => Uint8Array | null][] = [
    ["run.json", (bytes) => bytes.slice(0, 100)],
    ["weights-semantic-last.bin", (bytes) => bytes.slice(0, -4)],
    ["curves.json", () => null],
  ];
  for (const [name, change] of damages) {
    await damage(IDS[0], name, change);
    const runs = await store.list();
    const reasons = runs.map((run) => (run.kind === "damaged" ? run.reason : run.kind));
    expect(reasons.sort()[1]).toBe("stored");
    expect(reasons[0]).toMatch(/^The .*(missing|cut)/);
  }
  await store.remove(IDS[0]);
  await store.purge(null);
  expect((await (await openStore()).list()).map(({ id }) => id)).toEqual([IDS[1]]);
});

it("lets one tab train a run, and others edit it meanwhile", async () => {
  const keeper = await begin(IDS[0]);
  await expect(begin(IDS[0])).rejects.toThrow("another tab");
  const store = await openStore();
  await Promise.all(
    ["one", "two", "three"].map((note) =>
      store.edit(IDS[0], (record) => ({ ...record, note: record.note + note })),
    ),
  );
  expect((await store.find(IDS[0]))?.record).toMatchObject({
    note: "onetwothree",
    status: { kind: "running" },
  });
  await keeper.end({ kind: "stopped" });
  expect((await store.find(IDS[0]))?.record).toMatchObject({
    note: "onetwothree",
    status: { kind: "stopped" },
  });
});

it("keeps what was stored when the browser has no more room, and says so", async () => {
  const failures: string[] = [];
  const keeper = await begin(IDS[0], failures);
  keeper.keepWeights({ stage: "semantic", choice: "last", step: 10, weights: WEIGHTS }, ENGINE);
  await keeper.save();
  vi.spyOn(FileSystemWritableFileStream.prototype, "write").mockRejectedValue(
    new DOMException("no room", "QuotaExceededError"),
  );
  keeper.keepWeights({ stage: "semantic", choice: "last", step: 20, weights: WEIGHTS }, ENGINE);
  await keeper.save();
  expect(failures).toEqual([expect.stringContaining("storage is full")]);
  vi.restoreAllMocks();
  const files = await (await openStore()).files(IDS[0]);
  expect(await files.weights("semantic", "last")).toMatchObject({ step: 10 });
  await keeper.end({ kind: "stopped" });
  expect(await files.weights("semantic", "last")).toMatchObject({ step: 20 });
});

it("a description can be read while it is written", async () => {
  const keeper = await begin(IDS[0]);
  await keeper.end({ kind: "finished" });
  const [store, reader] = [await openStore(), await openStore()];
  const files = await reader.files(IDS[0]);
  let written = 0;
  const writing = (async () => {
    for (; written < 100; written++)
      await store.edit(IDS[0], (record) => ({ ...record, note: `${written}` }));
  })();
  const notes: string[] = [];
  while (written < 100) {
    notes.push((await files.record()).note);
    expect((await reader.list()).map(({ kind }) => kind)).toEqual(["stored"]);
  }
  await writing;
  expect(new Set(notes).size).toBeGreaterThan(1);
  expect((await files.record()).note).toBe("99");
});
