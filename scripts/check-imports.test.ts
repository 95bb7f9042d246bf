import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkImports } from "./check-imports.mjs";

const folders: string[] = [];

function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "imports-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const HARMLESS = { "src/core/a.ts": "export const a = 1;\n" };

test("accepts a tree that follows the rules", async () => {
  const root = plant({
    ...HARMLESS,
    "src/nets/b.ts": 'import { a } from "../core/a.ts";\nexport const b = a;\n',
  });
  expect(await checkImports(root)).toEqual({ modules: 2, violations: [] });
});

const PLANTED: [rule: string, files: Record<string, string>][] = [
  ["core-imports", { "src/core/x.ts": 'import "../ui/y.ts";\n', "src/ui/y.ts": "export {};\n" }],
  [
    "core-imports",
    {
      "src/core/x.ts": 'import type { Y } from "../nets/y.ts";\nexport type X = Y;\n',
      "src/nets/y.ts": "export type Y = 1;\n",
    },
  ],
  ["ui-imports", { "src/ui/x.tsx": 'import "../engine/y.ts";\n', "src/engine/y.ts": "export {};\n" }],
  [
    "executors-apart",
    { "src/engine/webgpu/x.ts": 'import "../tfjs/y.ts";\n', "src/engine/tfjs/y.ts": "export {};\n" },
  ],
  [
    "executors-apart",
    { "src/engine/wasm/x.ts": 'import "../webgpu/y.ts";\n', "src/engine/webgpu/y.ts": "export {};\n" },
  ],
  [
    "plan-neutral",
    {
      "src/engine/plan/inner/x.ts": 'import type { Y } from "../../webgpu/y.ts";\nexport type X = Y;\n',
      "src/engine/webgpu/y.ts": "export type Y = 1;\n",
    },
  ],
  [
    "plan-neutral",
    { "src/engine/plan/x.ts": 'import "../wasm/y.ts";\n', "src/engine/wasm/y.ts": "export {};\n" },
  ],
  [
    "plan-neutral",
    { "src/engine/execution/x.ts": 'import "../wasm/y.ts";\n', "src/engine/wasm/y.ts": "export {};\n" },
  ],
  [
    "no-kernels-in-typescript",
    {
      "src/engine/wasm/x.ts": 'import "./kernels/y.ts";\n',
      "src/engine/wasm/kernels/y.ts": "export {};\n",
    },
  ],
  [
    "no-typescript-in-kernels",
    {
      "src/engine/wasm/kernels/x.ts": 'import { Y } from "../y";\nexport const X = Y;\n',
      "src/engine/wasm/y.ts": "export const Y = 1;\n",
    },
  ],
  ["no-cycles", { "src/core/x.ts": 'import "./y.ts";\n', "src/core/y.ts": 'import "./x.ts";\n' }],
  [
    "no-folder-cycles",
    {
      "src/core/a/x.ts": 'import "../b/y.ts";\n',
      "src/core/b/y.ts": "export {};\n",
      "src/core/b/z.ts": 'import type { W } from "../c/w.ts";\nexport type Z = W;\n',
      "src/core/c/w.ts": 'import "../a/v.ts";\nexport type W = 1;\n',
      "src/core/a/v.ts": "export {};\n",
    },
  ],
  [
    "no-testing-in-production",
    { "src/core/x.ts": 'import "./testing/y.ts";\n', "src/core/testing/y.ts": "export {};\n" },
  ],
  ["inwards-only", { "src/state/x.ts": 'import "../../cli/y.ts";\n', "cli/y.ts": "export {};\n" }],
  ["found", { "src/io/x.ts": 'import "./nowhere.ts";\n' }],
];

test.each(PLANTED)("finds a planted violation of %s", async (rule, files) => {
  const { violations } = await checkImports(plant({ ...HARMLESS, ...files }));
  expect(violations.some((violation) => violation.startsWith(`${rule}:`))).toBe(true);
});

test("a folder may import its subfolders; tests and their support may import anything", async () => {
  const root = plant({
    "src/core/a/x.ts": 'import "./inner/y.ts";\n',
    "src/core/a/inner/y.ts": "export {};\n",
    "src/core/a/inner/y.test.ts": 'import "../x.ts";\nimport "../testing/z.ts";\n',
    "src/core/a/testing/z.ts": 'import "../x.ts";\n',
  });
  expect(await checkImports(root)).toEqual({ modules: 4, violations: [] });
});

test("fails for a tree without modules", async () => {
  await expect(checkImports(plant({ "src/readme.txt": "no code\n" }))).rejects.toThrow("no module");
});
