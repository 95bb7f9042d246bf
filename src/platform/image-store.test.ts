import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { identify } from "../core/dataset/stored-image.ts";
import { StoreError } from "./folder.ts";
import { openImageStore } from "./image-store.ts";
import { MemoryFiles, type SpareFiles } from "./memory-folder.ts";

const SIZE = { rows: 2, columns: 3 };
/** More than are read concurrently. */
const MANY = 150;

function image(name: string, seed: number, fingerprint = `f${seed}`) {
  const data = Uint8Array.from({ length: 6 }, (_, pixel) => pixel + (seed % 200));
  const labels = { ...SIZE, data: Int32Array.of(1, 1, 0, 2, 2, seed + 1) };
  const words = { source: "drawn", cells: 2, overlapPixels: 0, notes: [], group: null, part: null };
  return identify({
    ...words,
    name,
    longName: `folder/${name}`,
    pixels: { ...SIZE, channels: 1, data },
    labels,
  }).then((stored) => ({ ...stored, record: { ...stored.record, fingerprint } }));
}

/** Node has no browser storage: everything is kept in memory. */
function spareOf(files: MemoryFiles): SpareFiles {
  return {
    read: async (path) => files.read(path),
    write: async (path, file, reason) => files.write(path, file, reason),
    delete: async (path) => files.delete(path),
    paths: async (start) => files.paths(start),
  };
}

beforeEach(() => void vi.stubGlobal("isSecureContext", true));
afterEach(() => void vi.unstubAllGlobals());

describe("the image store", () => {
  it("lists many images by name, in the same and the next visit", async () => {
    const files = new MemoryFiles();
    const store = await openImageStore(spareOf(files));
    for (let index = 0; index < MANY; index++) {
      const { isNew } = await store.write(await image(`x${String(index).padStart(3, "0")}`, index));
      expect(isNew).toBe(true);
    }
    const listed = await store.list();
    expect(listed.map(({ name }) => name)).toEqual(
      Array.from({ length: MANY }, (_, index) => `x${String(index).padStart(3, "0")}`),
    );
    const next = await openImageStore(spareOf(files));
    await next.purgeRemoved();
    expect(await next.list()).toEqual(listed);
    expect((await next.read(listed[7].id)).labels?.data[5]).toBe(8);
    expect((await (await next.open(listed[7].id)).readLabels(1, 2))?.data).toEqual(Int32Array.of(2, 2, 8));
    await expect(next.open("another")).rejects.toThrow(StoreError);
  });

  it("finds images by the fingerprint of their files until they are removed", async () => {
    const files = new MemoryFiles();
    const store = await openImageStore(spareOf(files));
    const [a, b] = [await store.write(await image("a", 1)), await store.write(await image("b", 2))];
    expect(await store.find("f1")).toEqual(a.record);
    expect(await store.find("f3")).toBeNull();
    await store.remove([a.record.id]);
    files.delete(`images/${b.record.id}`);
    expect([await store.find("f1"), await store.find("f2")]).toEqual([null, null]);
    expect(await store.list()).toEqual([]);
    expect(await store.write(await image("a", 1))).toEqual({ record: a.record, isNew: false });
    expect(await store.write(await image("b", 2))).toEqual({ record: b.record, isNew: true });
    expect(await store.list()).toEqual([a.record, b.record]);
  });

  it("updates the group or validation folder of an image imported again, and keeps it", async () => {
    const files = new MemoryFiles();
    const store = await openImageStore(spareOf(files));
    const first = await image("a", 1);
    const { record } = await store.write(first);
    const from = (place: { group?: string; part?: "validation" }) =>
      store.write({ ...first, record: { ...first.record, ...place } });
    const moved = { ...record, part: "validation" } as const;
    expect(await from({ part: "validation" })).toEqual({ record: moved, isNew: false });
    expect(await from({})).toEqual({ record: moved, isNew: false });
    const grouped = { ...moved, group: "well 3" };
    expect(await from({ group: "well 3" })).toEqual({ record: grouped, isNew: false });
    expect(await store.list()).toEqual([grouped]);
    expect(await store.find("f1")).toEqual(grouped);
    const next = await openImageStore(spareOf(files));
    expect(await next.list()).toEqual([grouped]);
    expect((await next.read(record.id)).labels?.data[5]).toBe(2);
  });

  it("takes the pixel size of an image imported again, and keeps it", async () => {
    const files = new MemoryFiles();
    const store = await openImageStore(spareOf(files));
    const first = await image("a", 1);
    const { record } = await store.write(first);
    expect(record.pixelSize).toBeUndefined();
    const pixelSize = { x: 0.65, y: 0.5 };
    const known = { ...first, record: { ...first.record, pixelSize } };
    expect((await store.write(known)).record).toEqual({ ...record, pixelSize });
    expect((await store.write(first)).record).toEqual({ ...record, pixelSize });
    const next = await openImageStore(spareOf(files));
    expect(await next.list()).toEqual([{ ...record, pixelSize }]);
  });

  it("deletes removed and truncated images on request", async () => {
    const files = new MemoryFiles();
    const store = await openImageStore(spareOf(files));
    const [a, b] = [await store.write(await image("a", 1)), await store.write(await image("b", 2))];
    await store.remove([a.record.id]);
    files.write("images/torn", (files.read(`images/${b.record.id}`) ?? new Blob()).slice(0, 60), "absent");
    const next = await openImageStore(spareOf(files));
    await next.purgeRemoved();
    expect(files.paths("")).toEqual([`images/${b.record.id}`]);
    expect(await next.list()).toEqual([b.record]);
    expect(await next.restore([a.record.id, b.record.id])).toEqual({ records: [b.record], lost: 1 });
  });

  it("renames images if a name is taken", async () => {
    const store = await openImageStore(spareOf(new MemoryFiles()));
    const names: string[] = [];
    for (const seed of [1, 2, 3]) names.push((await store.write(await image("a", seed))).record.name);
    expect(names).toEqual(["a", "folder/a", "folder/a (2)"]);
  });
});
