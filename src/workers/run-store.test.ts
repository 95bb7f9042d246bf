import { describe, expect, it, vi } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import type { RunImages } from "../core/runs/run-images.ts";
import { exampleRecord } from "../core/runs/testing/example-record.ts";
import { initialise } from "../nets/initialise.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { CheckpointWriter } from "./checkpoint-writer.ts";
import { whileKept } from "./kept-run.ts";
import { type KeeperContext, RunKeeper } from "./run-keeper.ts";
import { RunStore } from "./run-store.ts";
import { Killed, MemoryLocks, MemoryTree } from "./testing/memory-runs.ts";
import type { TrainEvent } from "./train.protocol.ts";

const recipe = RECIPES.tiny;
const graph = stageGraph("semantic", recipe.networks);
const weights = initialise(graph, 1);
const IMAGES: RunImages = {
  training: [{ id: "a", name: "a", rows: 8, columns: 8, cells: 3 }],
  validation: [],
  assigned: [{ image: "cells", id: "0123", set: "validation" }],
};
const ENGINE = { engine: "compiled CPU", adapter: null, tiling: "cpu" } as const;

const idOf = (number: number) => `run-mp1x8yk${number}-0abc`;

function newRecord(number: number) {
  return exampleRecord({
    id: idOf(number),
    startedAt: 1_796_000_000_000 + number,
    endedAt: null,
    trainingMilliseconds: 0,
    status: { kind: "running" },
    recipe,
    stages: ["semantic"],
    stageRecords: [],
    weights: [],
  });
}

function stepRow(step: number): TrainEvent {
  return {
    kind: "step",
    stage: "semantic",
    step,
    epoch: step / 2,
    loss: 1 / step,
    gradientNorm: Number.NaN,
    rate: 0.1,
    stepMilliseconds: 3,
    dataWaitMilliseconds: 1,
    memoryBytes: 8,
  };
}

const BEGIN: TrainEvent = {
  kind: "stage",
  stage: "semantic",
  steps: 4,
  parameters: 1,
  stepsPerEpoch: 2,
  backend: "",
  step: 0,
  rows: [],
};

class Store {
  readonly tree = new MemoryTree();
  readonly locks = new MemoryLocks();
  readonly failures: string[] = [];
  limit = Number.POSITIVE_INFINITY;

  open(): RunStore {
    return new RunStore(this.tree, this.locks);
  }

  begin(number: number): Promise<RunKeeper> {
    return RunKeeper.begin(this.#context(), newRecord(number), IMAGES);
  }

  resume(number: number): Promise<RunKeeper> {
    return RunKeeper.resume(this.#context(), newRecord(number), IMAGES);
  }

  #context(): KeeperContext {
    return {
      store: this.open(),
      limit: this.limit,
      onRecord: () => {},
      onFailure: (sentence: string) => this.failures.push(sentence),
    };
  }

  /** A run of two steps that is stopped. */
  async train(number: number): Promise<void> {
    const keeper = await this.begin(number);
    for (const event of [BEGIN, stepRow(1), stepRow(2)]) keeper.take(event);
    keeper.keepWeights({ stage: "semantic", choice: "last", step: 2, weights }, ENGINE);
    await keeper.end({ kind: "stopped" });
  }

  /** Kind and reason of each run, the newest first. */
  async listed(): Promise<string[]> {
    const runs = await this.open().list();
    return runs.map((run) => (run.kind === "damaged" ? run.reason : run.record.status.kind));
  }
}

describe("the store of runs", () => {
  it("gives back what a run left: record, curves, images and weights", async () => {
    const store = new Store();
    await store.train(1);
    const files = await store.open().files(idOf(1));
    expect(await files.record()).toMatchObject({
      status: { kind: "stopped" },
      stageRecords: [{ stage: "semantic", steps: 2, of: 4, engine: ENGINE }],
      weights: [{ stage: "semantic", choice: "last", step: 2 }],
    });
    expect(await files.curves()).toEqual([stepRow(1), stepRow(2)]);
    expect(await files.images()).toEqual(IMAGES);
    expect(await files.weights("semantic", "last")).toEqual({ step: 2, weights });
    expect(await store.open().verify(idOf(1))).toBeNull();
  });

  it.each(["run.json", "curves.json", "images.json", "weights-semantic-last.bin"])(
    "tells a missing, cut or altered %s, the other runs stay, and this one can be deleted",
    async (name) => {
      const store = new Store();
      for (const number of [1, 2]) await store.train(number);
      const folder = store.tree.folders.get(idOf(1));
      const file = folder?.get(name);
      if (!folder || !file) throw new Error(`there is no ${name}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const altered = bytes.slice();
      // A digit of the sum of a document, and a value of the weights.
      const at = name.endsWith(".json") ? 10 : bytes.length - 40;
      altered[at] ^= 1;
      for (const damaged of [null, bytes.slice(0, -9), altered]) {
        if (damaged) folder.set(name, new File([damaged], name));
        else folder.delete(name);
        const [second, first] = await store.listed();
        expect(second).toBe("stopped");
        const reason = first === "stopped" ? await store.open().verify(idOf(1)) : first;
        expect(reason).toContain(name);
        expect(reason).toMatch(/missing|cut|altered/);
        expect(await store.open().verify(idOf(2))).toBeNull();
        const deletedAt = async () => (await store.open().find(idOf(1)))?.deletedAt;
        await store.open().remove(idOf(1));
        expect(await deletedAt()).toBeGreaterThanOrEqual(0);
        await store.open().restore(idOf(1));
        expect(await deletedAt()).toBeNull();
      }
    },
  );

  it("lists a run whose folder cannot be read as damaged, and the other runs stay", async () => {
    const store = new Store();
    for (const number of [1, 2]) await store.train(number);
    store.tree.unreadable.add(idOf(1));
    expect(await store.listed()).toEqual(["stopped", expect.stringContaining(idOf(1))]);
    await store.open().purge(null);
    await store.train(3);
    expect((await store.listed()).slice(0, 2)).toEqual(["stopped", "stopped"]);
  });

  it("stores a young run often: little of it is missing in the list after an end", async () => {
    const store = new Store();
    const keeper = await store.begin(1);
    keeper.take(BEGIN);
    const later = performance.now() + 2000;
    vi.spyOn(performance, "now").mockReturnValue(later);
    keeper.take(stepRow(1));
    await expect.poll(async () => (await (await store.open().files(idOf(1))).curves()).length).toBe(1);
    vi.restoreAllMocks();
    await keeper.end({ kind: "stopped" });
  });

  it("never writes over the document of a newer version", async () => {
    const store = new Store();
    await store.train(1);
    const folder = store.tree.folders.get(idOf(1));
    const { sealedJson } = await import("../io/sealed-json.ts");
    const newer = new File([sealedJson({ version: 2, id: idOf(1) })], "run.json");
    folder?.set("run.json", newer);
    expect((await store.listed())[0]).toContain("newer version");
    await expect(store.open().edit(idOf(1), (record) => record)).rejects.toThrow("newer version");
    await expect(store.begin(1)).rejects.toThrow("newer version");
    await store.open().makeRoom(0, 0, "");
    expect(folder?.get("run.json")).toBe(newer);
    expect(folder?.has("weights-semantic-last.bin")).toBe(true);
  });

  it("opens after an end at any moment; the run is then interrupted or absent", async () => {
    for (let changes = 0; ; changes++) {
      const store = new Store();
      await store.train(1);
      store.tree.changes = changes;
      const ended = await store.train(2).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
      store.tree.changes = Number.POSITIVE_INFINITY;
      store.locks.releaseAll();
      const kinds = await store.listed();
      expect(kinds.at(-1)).toBe("stopped");
      if (ended) expect(kinds).toEqual(["stopped", "stopped"]);
      else expect([[], ["interrupted"]]).toContainEqual(kinds.slice(0, -1));
      await store.open().purge(Date.now());
      const left = [...store.tree.folders.values()].flatMap((files) => [...files.keys()]);
      expect(left.filter((name) => name.endsWith(".crswap"))).toEqual([]);
      for (const { id } of await store.open().list()) expect(await store.open().verify(id)).toBeNull();
      if (ended) break;
    }
  });

  it("never calls a run finished before its last curves and weights are stored", async () => {
    for (let changes = 0; ; changes++) {
      const store = new Store();
      const keeper = await store.begin(1);
      for (const event of [BEGIN, stepRow(1)]) keeper.take(event);
      keeper.keepWeights({ stage: "semantic", choice: "last", step: 1, weights }, ENGINE);
      store.tree.changes = changes;
      // The run ends while an earlier state of it is being stored.
      const saving = keeper.save();
      await Promise.resolve();
      keeper.take(stepRow(2));
      keeper.keepWeights({ stage: "semantic", choice: "last", step: 2, weights }, ENGINE);
      const results = await Promise.allSettled([saving, keeper.end({ kind: "finished" })]);
      store.tree.changes = Number.POSITIVE_INFINITY;
      store.locks.releaseAll();
      const isKilled = results.some(({ status }) => status === "rejected");
      const files = await store.open().files(idOf(1));
      const { status, weights: listed } = await files.record();
      if (!isKilled) expect(status.kind).toBe("finished");
      if (status.kind === "finished") {
        expect(await files.curves(), `after ${changes} changes`).toEqual([stepRow(1), stepRow(2)]);
        expect(listed).toMatchObject([{ choice: "last", step: 2 }]);
      }
      if (!isKilled) break;
    }
  });

  it("keeps names and notes that the user gives during training, and refuses to delete the run", async () => {
    const store = new Store();
    const keeper = await store.begin(1);
    keeper.take(BEGIN);
    const other = store.open();
    await other.edit(idOf(1), (record) => ({ ...record, name: "mine", note: "a note", pinned: true }));
    await expect(other.remove(idOf(1))).rejects.toThrow("in training");
    keeper.take(stepRow(1));
    await keeper.end({ kind: "finished" });
    const run = await other.find(idOf(1));
    expect(run?.record).toMatchObject({ name: "mine", note: "a note", pinned: true });
    expect(run?.record?.stageRecords[0].steps).toBe(1);
  });

  it("deletes runs so that they can be restored, until they are purged", async () => {
    const store = new Store();
    await store.train(1);
    const runs = store.open();
    await runs.remove(idOf(1));
    expect((await runs.list())[0].deletedAt).not.toBeNull();
    await runs.restore(idOf(1));
    expect((await runs.list())[0].deletedAt).toBeNull();
    await runs.remove(idOf(1));
    await runs.purge(Date.now());
    expect(await runs.list()).toHaveLength(1);
    await runs.purge(null);
    expect(await runs.list()).toEqual([]);
    await expect(runs.restore(idOf(1))).rejects.toThrow("no longer");
  });

  it("makes room by the weights of the oldest runs that are not pinned; their curves stay", async () => {
    const store = new Store();
    for (const number of [1, 2]) await store.train(number);
    await store.open().edit(idOf(1), (record) => ({ ...record, pinned: true }));
    store.limit = store.tree.bytes + 1000;
    await store.train(3);
    const runs = await store.open().list();
    expect(runs.map(({ kind, record }) => [kind, record?.weights.length])).toEqual([
      ["stored", 1],
      ["stored", 0],
      ["stored", 1],
    ]);
    expect(await (await store.open().files(idOf(2))).curves()).toHaveLength(2);
  });

  it("keeps what was there when the storage is full, says so, and stores it once there is room", async () => {
    const store = new Store();
    const keeper = await store.begin(1);
    for (const event of [BEGIN, stepRow(1)]) keeper.take(event);
    keeper.keepWeights({ stage: "semantic", choice: "last", step: 1, weights }, ENGINE);
    await keeper.save();
    expect(store.failures).toEqual([]);
    store.tree.room = store.tree.bytes;
    keeper.take(stepRow(2));
    keeper.keepWeights({ stage: "semantic", choice: "last", step: 2, weights }, ENGINE);
    await keeper.save();
    expect(store.failures).toEqual([expect.stringContaining("storage is full")]);
    const files = await store.open().files(idOf(1));
    expect(await files.curves()).toHaveLength(1);
    expect(await files.weights("semantic", "last")).toMatchObject({ step: 1 });
    store.tree.room = Number.POSITIVE_INFINITY;
    await keeper.end({ kind: "stopped" });
    expect(await files.curves()).toHaveLength(2);
    expect(await files.weights("semantic", "last")).toMatchObject({ step: 2 });
  });

  it("can read a run again whose failure has a very long message", async () => {
    const store = new Store();
    const keeper = await store.begin(1);
    await keeper.end({ kind: "failed", message: "long ".repeat(10_000) });
    expect(await store.listed()).toEqual(["failed"]);
  });

  it("keeps the curves of a resumed run that stops or fails before its stage has begun", async () => {
    const store = new Store();
    await store.train(1);
    const keeper = await store.resume(1);
    keeper.take({ kind: "restored", reports: [], rows: [], seen: {} });
    await keeper.end({ kind: "failed", message: "Other networks." });
    const run = await store.open().find(idOf(1));
    expect(run?.record?.stageRecords[0].steps).toBe(2);
    const files = await store.open().files(idOf(1));
    expect(await files.curves()).toEqual([stepRow(1), stepRow(2)]);
    const again = await store.resume(1);
    again.take({ ...BEGIN, step: 1, rows: [stepRow(1)] } as TrainEvent);
    await again.end({ kind: "stopped" });
    expect(await files.curves()).toEqual([stepRow(1)]);
  });

  it("restores a deleted run that is resumed, and never deletes it while it is in training", async () => {
    const store = new Store();
    await store.train(1);
    const runs = store.open();
    await runs.remove(idOf(1));
    const keeper = await store.resume(1);
    expect((await runs.list())[0].deletedAt).toBeNull();
    // Another tab that has read the list before deletes it now.
    await (await runs.files(idOf(1))).markDeleted();
    await runs.purge(null);
    await runs.makeRoom(0, 1, "");
    await keeper.end({ kind: "stopped" });
    expect((await runs.find(idOf(1)))?.record?.weights).toHaveLength(1);
  });

  it("keeps name and note of a damaged run that is resumed, and lists no weights that are gone", async () => {
    const store = new Store();
    await store.train(1);
    await store.open().edit(idOf(1), (record) => ({ ...record, name: "mine", note: "a note" }));
    const folder = store.tree.folders.get(idOf(1));
    for (const name of ["weights-semantic-last.bin", "curves.json"]) folder?.delete(name);
    expect((await store.open().find(idOf(1)))?.kind).toBe("damaged");
    const keeper = await store.resume(1);
    keeper.take({ ...BEGIN, step: 1, rows: [stepRow(1)] } as TrainEvent);
    await keeper.end({ kind: "stopped" });
    const run = await store.open().find(idOf(1));
    expect(run).toMatchObject({ kind: "stored", record: { name: "mine", note: "a note", weights: [] } });
  });

  it("discards the checkpoint of a finished run only once its end is stored", async () => {
    for (const isFull of [false, true]) {
      const store = new Store();
      const keeper = await store.begin(1);
      let isDiscarded = false;
      const sink = {
        write: async () => {},
        async discard() {
          isDiscarded = true;
        },
      };
      const writer = new CheckpointWriter(sink, () => {});
      await whileKept(keeper, writer, async () => {
        keeper.take(BEGIN);
        keeper.keepWeights({ stage: "semantic", choice: "last", step: 4, weights }, ENGINE);
        if (isFull) store.tree.room = store.tree.bytes;
        return { reports: [], stopped: false };
      });
      expect(isDiscarded).toBe(!isFull);
      expect((await store.open().find(idOf(1)))?.record?.status.kind).toBe(
        isFull ? "interrupted" : "finished",
      );
    }
  });
});
