import { afterEach, expect, test } from "vitest";
import { forgetFiles, keepFiles, keptFile } from "./kept-files.ts";

const added = new Map(
  ["a.png", "set/b.png", "set.zip", "set"].map((path) => [path, { path, file: new File([], path) }] as const),
);
const pathOf = (path: string) => keptFile(path)?.path ?? null;

afterEach(forgetFiles);

test("keeps only files on the path, and the archive of a file within it", () => {
  keepFiles(added, ["a.png", "set.zip/images/c.png", "elsewhere/d.png"]);
  expect(["a.png", "set.zip/images/c.png", "set/b.png", "elsewhere/d.png"].map(pathOf)).toEqual([
    "a.png",
    "set.zip",
    null,
    null,
  ]);
});

test("takes the innermost containing file, and never a partial name", () => {
  keepFiles(added, ["set/b.png/images/0", "set/other.png"]);
  expect(pathOf("set/b.png/images/0")).toBe("set/b.png");
  expect(pathOf("set/x")).toBe("set");
  expect(pathOf("set/b.pngx")).toBe("set");
  expect(pathOf("settled/x")).toBeNull();
});
