import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import type { NetworkName } from "../core/recipe/recipe.ts";
import { crc32 } from "../io/read/bytes/checksums.ts";
import { initialise } from "../nets/initialise.ts";
import { networkGraph } from "../nets/stage-graph.ts";
import { type Folder, FullError } from "../platform/folder.ts";
import { KeptNetworks, type KeptSet, type KeptSets } from "./kept-networks.ts";
import type { TrainedNetwork } from "./network-store.ts";
import { packWeights } from "./packed-weights.ts";

const recipe = RECIPES.tiny;
/** The CPU took over from a GPU, whose record has the fields of older ones. */
const engine = {
  engine: "compiled CPU",
  adapter: null,
  tiling: "cpu",
  fused: true,
  threads: 2,
  before: { engine: "compiled WebGPU", adapter: "a GPU", tiling: "gpu" },
} as const;

/** Folder in memory that behaves like the browser's: a file is written completely or not at all. */
class MemoryFolder implements Folder {
  readonly files = new Map<string, Blob>();
  /** Number of calls of `write` before the storage is full. */
  room = Number.POSITIVE_INFINITY;
  async read(name: string) {
    return this.files.get(name) ?? null;
  }
  async write(name: string, parts: readonly Uint8Array<ArrayBuffer>[]) {
    this.room -= 1;
    if (this.room < 0) throw new FullError("full");
    this.files.set(name, new Blob([...parts]));
  }
  async delete(name: string) {
    this.files.delete(name);
  }
  async names() {
    return [...this.files.keys()];
  }
}

const made = new Map<string, TrainedNetwork>();

function network(name: NetworkName, seed: number): TrainedNetwork {
  const graph = networkGraph(name, recipe.networks);
  const known = made.get(`${name} ${seed}`);
  const one = known ?? { graph, weights: initialise(graph, seed), recipe, engine };
  made.set(`${name} ${seed}`, one);
  // Every set needs its own copy of the network.
  return { ...one };
}

function set(about: string, ...names: readonly (readonly [NetworkName, number])[]): KeptSet {
  return {
    networks: new Map(names.map(([name, seed]) => [name, network(name, seed)])),
    chained: false,
    about,
  };
}

async function reopened(folder: Folder) {
  return new KeptNetworks(folder).read();
}

/** A set as plain values; each network as an array of numbers. */
function plain(kept: KeptSet | null) {
  return (
    kept && {
      about: kept.about,
      chained: kept.chained,
      networks: [...kept.networks].map(([name, one]) => [
        name,
        crc32(packWeights(one.graph, one.weights)),
        one.recipe,
        one.engine,
      ]),
    }
  );
}

describe("networks stored in a folder", () => {
  it("round-trip in order after any number of changes", async () => {
    const names: NetworkName[] = ["semantic", "direction", "energy"];
    const sets = fc.array(
      fc.record({
        about: fc.string(),
        networks: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.nat(3)), {
          selector: ([name]) => name,
        }),
        previous: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(sets, async (changes) => {
        const folder = new MemoryFolder();
        const kept = new KeptNetworks(folder);
        await kept.read();
        let sets: KeptSets = { current: null, previous: null };
        for (const { about, networks, previous } of changes) {
          sets = { current: set(about, ...networks), previous: previous ? sets.current : sets.previous };
          await kept.write(sets);
        }
        const back = await reopened(folder);
        expect(back.problems).toEqual([]);
        expect(plain(back.current)).toEqual(plain(sets.current));
        expect(plain(back.previous)).toEqual(plain(sets.previous));
      }),
      { numRuns: 15 },
    );
  });

  it("are written once: a network moved to the other set keeps its file, and no file is left over", async () => {
    const folder = new MemoryFolder();
    const kept = new KeptNetworks(folder);
    await kept.read();
    const first = set("first", ["semantic", 1]);
    await kept.write({ current: first, previous: null });
    const before = [...folder.files.keys()].filter((name) => name.endsWith(".bin"));
    await kept.write({ current: set("second", ["semantic", 2]), previous: first });
    expect([...folder.files.keys()]).toEqual(expect.arrayContaining(before));
    await kept.write({ current: first, previous: null });
    expect([...folder.files.keys()].filter((name) => name.endsWith(".bin"))).toEqual(before);
    expect(folder.files.size).toBe(3);
  });

  it("stay unchanged if the storage is full or the visit ends during writing", async () => {
    for (let room = 0; room < 3; room++) {
      const folder = new MemoryFolder();
      const kept = new KeptNetworks(folder);
      await kept.read();
      const first = set("first", ["semantic", 1]);
      await kept.write({ current: first, previous: null });
      folder.room = room;
      await expect(kept.write({ current: set("second", ["semantic", 2]), previous: first })).rejects.toThrow(
        FullError,
      );
      const back = await reopened(folder);
      expect(plain(back.current)).toEqual(plain(first));
      expect(back.problems).toEqual([]);
      // The next write must not reuse the name of an existing file.
      folder.room = Number.POSITIVE_INFINITY;
      const next = new KeptNetworks(folder);
      const { current } = await next.read();
      await next.write({ current: set("third", ["energy", 3]), previous: current });
      const again = await reopened(folder);
      expect(plain(again.previous)).toEqual(plain(first));
      expect(again.current?.about).toBe("third");
    }
  });

  it("that are damaged are skipped with a message; the others stay", async () => {
    const folder = new MemoryFolder();
    const kept = new KeptNetworks(folder);
    await kept.read();
    await kept.write({ current: set("x", ["semantic", 1], ["energy", 2]), previous: null });
    const files = [...folder.files.keys()].filter((name) => name.endsWith(".bin"));
    for (const damage of [
      (bytes: Uint8Array) => bytes.with(7, bytes[7] ^ 1),
      (bytes: Uint8Array) => bytes.slice(0, -4),
      () => new Uint8Array(0),
    ]) {
      const whole = folder.files.get(files[0])!;
      const bytes = new Uint8Array(await whole.arrayBuffer());
      folder.files.set(files[0], new Blob([damage(bytes) as Uint8Array<ArrayBuffer>]));
      const back = await reopened(folder);
      expect([...(back.current?.networks.keys() ?? [])]).toEqual(["energy"]);
      expect(back.problems).toEqual([expect.stringContaining("The U-Net kept from an earlier visit")]);
      folder.files.set(files[0], whole);
    }
  });

  it("with a list that is damaged or of another version are skipped with a message", async () => {
    const folder = new MemoryFolder();
    const kept = new KeptNetworks(folder);
    await kept.read();
    await kept.write({ current: set("x", ["semantic", 1]), previous: null });
    const text = (await folder.files.get("manifest.json")?.text()) ?? "";
    for (const other of [
      "",
      "{",
      "null",
      text.slice(0, -1),
      text.replace('"version":1', '"version":2'),
      text.replace('"F":', '"G":'),
      text.replace(/"network-(\d+)/, '"../network-$1'),
      text.replace('"crc32":', '"crc32":-'),
    ]) {
      folder.files.set("manifest.json", new Blob([other]));
      const back = await reopened(folder);
      expect([back.current, back.previous]).toEqual([null, null]);
      expect(back.problems).toEqual([expect.stringContaining("skipped")]);
    }
  });
});
