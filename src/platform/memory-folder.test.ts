import { describe, expect, it } from "vitest";
import { type Folder, FullError, StoreError } from "./folder.ts";
import { folderWithSpare, MemoryFiles, type MemoryUse, type SpareFiles } from "./memory-folder.ts";

const bytes = (length: number) => [new Uint8Array(length).fill(7)];

function spareOf(files: MemoryFiles): SpareFiles {
  return {
    read: async (path) => files.read(path),
    write: async (path, file, reason) => files.write(path, file, reason),
    delete: async (path) => files.delete(path),
    paths: async (start) => files.paths(start),
  };
}

/** Folder in the browser's storage with room for this many bytes. */
function storedFolder(room: number): Folder {
  const files = new Map<string, Blob>();
  return {
    read: async (name) => files.get(name) ?? null,
    async write(name, parts) {
      const used = [...files.values()].reduce((sum, { size }) => sum + size, 0);
      const file = new Blob([...parts]);
      if (used + file.size > room) throw new FullError("full");
      files.set(name, file);
    },
    delete: async (name) => void files.delete(name),
    names: async () => [...files.keys()],
  };
}

describe("files in memory", () => {
  it("are limited in total size and report it", () => {
    const files = new MemoryFiles(100);
    const uses: (MemoryUse | null)[] = [];
    files.onChange = (use) => uses.push(use);
    files.write("images/a", new Blob(bytes(60)), "full");
    files.write("images/a", new Blob(bytes(70)), "full");
    expect(() => files.write("images/b", new Blob(bytes(31)), "full")).toThrow(FullError);
    files.write("images/b", new Blob(bytes(30)), "absent");
    files.delete("images/a");
    files.delete("images/a");
    files.write("images/c", new Blob(bytes(70)), "absent");
    expect(files.paths("images/")).toEqual(["images/b", "images/c"]);
    files.delete("images/b");
    files.delete("images/c");
    expect(uses.map((use) => use && [use.reason, use.files, use.bytes])).toEqual([
      ["full", 1, 60],
      ["full", 1, 70],
      ["absent", 2, 100],
      ["absent", 1, 30],
      ["absent", 2, 100],
      ["absent", 1, 70],
      null,
    ]);
  });
});

describe("a folder with a fallback in memory", () => {
  it("keeps in memory what exceeds the storage, and lists both", async () => {
    const files = new MemoryFiles();
    const folder = folderWithSpare("images", storedFolder(100), spareOf(files));
    await folder.write("a", bytes(80));
    await folder.write("b", bytes(40));
    expect(files.paths("")).toEqual(["images/b"]);
    expect(await folder.names()).toEqual(["a", "b"]);
    expect([(await folder.read("a"))?.size, (await folder.read("b"))?.size]).toEqual([80, 40]);
    await folder.delete("a");
    await folder.delete("b");
    expect([await folder.names(), await folder.read("a"), await folder.read("b")]).toEqual([[], null, null]);
  });

  it("finds in memory a file whose stored copy is empty", async () => {
    const stored = storedFolder(100);
    const files = new MemoryFiles();
    await stored.write("a", []);
    const folder = folderWithSpare("images", stored, spareOf(files));
    expect((await folder.read("a"))?.size).toBe(0);
    files.write("images/a", new Blob(bytes(5)), "full");
    expect((await folder.read("a"))?.size).toBe(5);
  });

  it("keeps everything in memory without storage, separate from other folders", async () => {
    const files = new MemoryFiles();
    const images = folderWithSpare("images", null, spareOf(files));
    const removed = folderWithSpare("removed", null, spareOf(files));
    await images.write("a", bytes(3));
    await removed.write("a", []);
    await images.delete("a");
    expect([await images.names(), await removed.names()]).toEqual([[], ["a"]]);
  });

  it("passes on other failures of the storage", async () => {
    const broken = { ...storedFolder(0), write: () => Promise.reject(new StoreError("broken")) };
    const folder = folderWithSpare("images", broken, spareOf(new MemoryFiles()));
    await expect(folder.write("a", bytes(1))).rejects.toThrow("broken");
  });
});
