import { describe, expect, it } from "vitest";
import type { ImageValues } from "../core/recipe/recipe.ts";
import { PERCENTILES } from "../core/recipe/recipe-schema.ts";
import type { StoredRows } from "../platform/image-file.ts";
import { SampleSource } from "./sample-source.ts";

const VALUES: ImageValues = { channel: "mean", normalisation: PERCENTILES };
const MANY_USES = 1001;
/** A 64th of those of the page. */
const LIMITS = { image: 256 * 256, all: 4 * 256 * 256 };

/**
 * Store whose images are `rows` x `columns` px, as encoded in their ids; records the rows of images that are
 * read.
 */
function watchedStore() {
  const read: string[] = [];
  let fails = false;
  const open = async (id: string): Promise<StoredRows> => {
    const [rows, columns] = id.split(" ").map(Number);
    const origin = { id, unlabelledId: null, name: id, source: "s", group: null, part: null, notes: [] };
    const facts = { channels: 1, type: "uint8", labelled: true, cells: 1, overlapPixels: 0 } as const;
    return {
      record: { ...origin, ...facts, rows, columns },
      async readPixels(from, to) {
        if (fails) throw new Error("gone");
        read.push(`${id}: ${from}-${to}`);
        const data = new Uint8Array((to - from) * columns).map((_, at) => at + from);
        return { rows: to - from, columns, channels: 1, data };
      },
      readLabels: async (from, to) => ({
        rows: to - from,
        columns,
        data: new Int32Array((to - from) * columns),
      }),
    };
  };
  const fail = (now: boolean) => {
    fails = now;
  };
  return { read, fail, source: new SampleSource({ open }, LIMITS) };
}

const BOX = { top: 100, left: 200, rows: 30, columns: 40 };

describe("the source of samples", () => {
  it("reads a small image once and keeps it", async () => {
    const { read, source } = watchedStore();
    const image = await source.open("128 100", VALUES);
    read.length = 0;
    expect(await source.open("128 100", VALUES)).toBe(image);
    await image.read(BOX);
    expect(read).toEqual([]);
  });

  it("measures a large image once, then reads only the parts needed", async () => {
    const { read, source } = watchedStore();
    await source.open("1250 1000", VALUES);
    expect(read.length).toBeGreaterThan(4);
    read.length = 0;
    const again = await source.open("1250 1000", VALUES);
    const { image, labels } = await again.read(BOX);
    expect(read).toEqual(["1250 1000: 100-130"]);
    expect([image.box, image.data.length, labels.data.length]).toEqual([BOX, 1200, 1200]);
    await source.open("1250 1000", { ...VALUES, normalisation: { kind: "meanStd" } });
    expect(read.length).toBeGreaterThan(4);
  });

  it("stays within its memory limit and releases unused images", async () => {
    const { read, source } = watchedStore();
    const small = ["256 250", "256 251", "256 252", "256 253", "256 254"];
    for (const id of small) await source.open(id, VALUES);
    read.length = 0;
    for (const id of small) await (await source.open(id, VALUES)).read(BOX);
    expect(read).toEqual(["256 254: 100-130"]);
    for (let use = 0; use < MANY_USES; use++) await source.open("256 253", VALUES);
    await source.open("256 254", VALUES);
    read.length = 0;
    await (await source.open("256 254", VALUES)).read(BOX);
    await (await source.open("256 253", VALUES)).read(BOX);
    expect(read).toEqual([]);
    await (await source.open("256 250", VALUES)).read(BOX);
    expect(read.length).toBeGreaterThan(0);
  });

  it("retries measurements that failed", async () => {
    const { source, fail } = watchedStore();
    fail(true);
    await expect(source.open("50 40", VALUES)).rejects.toThrow("gone");
    fail(false);
    expect(await source.open("50 40", VALUES)).toMatchObject({ rows: 50, columns: 40 });
  });
});
