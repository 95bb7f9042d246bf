import { describe, expect, test } from "vitest";
import { takeChosen, takeDropped } from "./take-dropped.ts";

const PART = 2;

/** Folder of the older interface, which returns its entries in parts. */
function entryOf(name: string, content: Record<string, unknown> | null): object {
  if (content === null) {
    return {
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void) => done(new File([], name)),
    };
  }
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      const left = Object.entries(content).map(([child, inner]) => entryOf(child, inner as null));
      return { readEntries: (done: (part: object[]) => void) => done(left.splice(0, PART)) };
    },
  };
}

function handleOf(name: string, content: Record<string, unknown> | null): object {
  if (content === null) return { kind: "file", name, getFile: async () => new File([], name) };
  return {
    kind: "directory",
    name,
    async *values() {
      for (const [child, inner] of Object.entries(content)) yield handleOf(child, inner as null);
    },
  };
}

/** A transfer that is emptied after the event, as in browsers. */
function transferOf(items: object[]): DataTransfer {
  const live = [...items];
  queueMicrotask(() => live.splice(0));
  return { items: live } as unknown as DataTransfer;
}

const TREE = {
  images: { "b.png": null, "a.png": null, "c.png": null },
  masks: { "a.png": null },
  ".DS_Store": null,
};
const PATHS = ["set/images/a.png", "set/images/b.png", "set/images/c.png", "set/masks/a.png"];
const pathsOf = async (transfer: DataTransfer) => (await takeDropped(transfer)).map(({ path }) => path);

describe("a drop", () => {
  test("traverses folders by handles", async () => {
    const item = {
      kind: "file",
      getAsFileSystemHandle: async () => handleOf("set", TREE),
      webkitGetAsEntry: () => null,
      getAsFile: () => null,
    };
    expect(await pathsOf(transferOf([item]))).toEqual(PATHS);
  });

  test("traverses folders by entries in chunks if a handle is refused", async () => {
    const item = {
      kind: "file",
      getAsFileSystemHandle: () => Promise.reject(new Error("not allowed")),
      webkitGetAsEntry: () => entryOf("set", TREE),
      getAsFile: () => null,
    };
    expect(await pathsOf(transferOf([item]))).toEqual(PATHS);
  });

  test("reads plain files, and every item before the transfer is emptied", async () => {
    const item = (name: string) => ({
      kind: "file",
      webkitGetAsEntry: () => null,
      getAsFile: () => new File([], name),
    });
    const text = { kind: "string" };
    expect(await pathsOf(transferOf([item("b.png"), text, item("a.png")]))).toEqual(["a.png", "b.png"]);
  });

  test("reports an unreadable folder", async () => {
    const broken = {
      kind: "directory",
      name: "set",
      // biome-ignore lint/correctness/useYield: a folder that fails at once
      async *values() {
        throw new Error("gone");
      },
    };
    const item = {
      kind: "file",
      getAsFileSystemHandle: async () => broken,
      webkitGetAsEntry: () => null,
      getAsFile: () => null,
    };
    await expect(takeDropped(transferOf([item]))).rejects.toThrow(/could not be read/);
  });
});

test("files of a folder button keep their path", () => {
  const file = new File([], "a.png");
  Object.defineProperty(file, "webkitRelativePath", { value: "set/images/a.png" });
  expect(takeChosen([file]).map(({ path }) => path)).toEqual(["set/images/a.png"]);
});
