import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { compareSizes, measureSizes } from "./check-size.mjs";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const FILES = {
  "index.html":
    '<link rel="icon" href="data:image/svg+xml,x.js"><script type="module" crossorigin src="/assets/index-a.js"></script><link rel="stylesheet" href="/assets/index-b.css">',
  "assets/index-a.js":
    'import{a as b}from"./part-c.js";import("./later-d.js");new Worker("/assets/one.worker-e.js")',
  "assets/index-b.css": ".a{color:red}",
  "assets/part-c.js": 'import"./deep-f.js";export{a}',
  "assets/deep-f.js": 'import{b}from"./part-c.js";',
  "assets/later-d.js": "export const later = 1;",
  "assets/one.worker-e.js": 'import * as a from"./deep-f.js";const b=()=>import("./later-d.js");',
  "assets/decode.worker-g.js": 'import"./deep-f.js";',
};

function plant(): string {
  const folder = mkdtempSync(join(tmpdir(), "sizes-"));
  folders.push(folder);
  mkdirSync(join(folder, "assets"));
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, path), text);
  return folder;
}

const gzipped = (...paths: (keyof typeof FILES)[]) =>
  paths.reduce((sum, path) => sum + gzipSync(FILES[path]).length, 0);

test("counts the modules loaded at start with all their imports, and none loaded later", () => {
  const shared = ["assets/part-c.js", "assets/deep-f.js"] as const;
  expect(measureSizes(plant())).toEqual({
    "first download": gzipped("index.html", "assets/index-a.js", "assets/index-b.css", ...shared),
    "first image": gzipped(
      "index.html",
      "assets/index-a.js",
      "assets/index-b.css",
      ...shared,
      "assets/decode.worker-g.js",
    ),
    "decode.worker": gzipped("assets/decode.worker-g.js", ...shared),
    "one.worker": gzipped("assets/one.worker-e.js", ...shared),
  });
});

test("fails for a size above its budget, a size without a budget, and a budget without a file", () => {
  const rows = compareSizes({ small: 1, large: 9, fresh: 1 }, { small: 1, large: 8, gone: 5 });
  expect(rows.filter(({ isWithin }) => !isWithin).map(({ name }) => name)).toEqual([
    "large",
    "gone",
    "fresh",
  ]);
});
