import fc from "fast-check";
import { expect, it } from "vitest";
import { IMAGE_SETS } from "../core/dataset/sampling/image-sets.ts";
import { folderWithSpare, MemoryFiles } from "./memory-folder.ts";
import { openSetMarkers } from "./set-markers.ts";

/** Folders in memory, as where the browser provides no storage. */
function foldersOf(files: MemoryFiles) {
  const spare = {
    read: async (path: string) => files.read(path),
    write: async (path: string, file: Blob) => files.write(path, file, "absent"),
    delete: async (path: string) => files.delete(path),
    paths: async (start: string) => files.paths(start),
  };
  return async (name: string) => folderWithSpare(name, null, spare);
}

const changes = fc.array(
  fc.tuple(fc.constantFrom("a", "b", "c"), fc.option(fc.constantFrom(...IMAGE_SETS))),
  { maxLength: 4 },
);

it("the last assignment of each image is kept, also for the next visit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(changes, { maxLength: 5 }), async (all) => {
      const files = new MemoryFiles();
      const markers = await openSetMarkers(foldersOf(files));
      const expected = new Map(all.flat());
      for (const some of all) await markers.assign(new Map(some));
      for (const [id, set] of expected) if (set === null) expected.delete(id);
      expect(await (await openSetMarkers(foldersOf(files))).list()).toEqual(expected);
      expect(files.paths("")).toHaveLength(expected.size);
    }),
    { numRuns: 50 },
  );
});

it("images excluded by earlier versions stay excluded, and other markers are ignored beside that", async () => {
  const files = new MemoryFiles();
  for (const path of ["excluded/a", "set-training/a", "set-validation/b"])
    files.write(path, new Blob(), "absent");
  const markers = await openSetMarkers(foldersOf(files));
  expect(await markers.list()).toEqual(
    new Map([
      ["a", "excluded"],
      ["b", "validation"],
    ]),
  );
  await markers.assign(new Map([["a", "training"]]));
  expect((await markers.list()).get("a")).toBe("training");
});
