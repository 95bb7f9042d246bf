import { basename, dirname, join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { wasmKernels } from "./src/engine/wasm/build/wasm-kernels-plugin.mjs";

const ROOT = import.meta.dirname;

/** The command line, and threads of Node by the names of the page's workers. */
const ENTRIES = {
  lab: "cli/lab.ts",
  thread: "cli/node/thread.ts",
  "train.worker": "src/workers/train.worker.ts",
  "sample.worker": "src/workers/sample.worker.ts",
  "decode.worker": "src/workers/decode.worker.ts",
  "cells.worker": "src/workers/cells.worker.ts",
  "helper.worker": "src/engine/wasm/helper.worker.ts",
};

/** Where Node differs from a browser: modules of the page, and those in their place. */
const CORNERS: ReadonlyMap<string, string> = new Map([
  ["src/platform/adapter.ts", "cli/node/adapter.ts"],
  ["src/platform/opfs-folder.ts", "cli/node/disk-folder.ts"],
  ["src/platform/save-file.ts", "cli/node/save-file.ts"],
]);

const corners: Plugin = {
  name: "corners",
  enforce: "pre",
  resolveId(id, importer) {
    // Without a page, nothing is drawn with React.
    if (id === "zustand") return join(ROOT, "cli/node/create-store.ts");
    if (!importer || !id.startsWith(".")) return null;
    const path = resolve(dirname(importer), id);
    const corner = [...CORNERS].find(([module]) => join(ROOT, module) === path);
    return corner ? join(ROOT, corner[1]) : null;
  },
};

/** Scripts stay beside: they find the root of the repository by their own place, which the bundle finds by its own. */
const ownScripts: Plugin = {
  name: "own-scripts",
  enforce: "pre",
  resolveId(id, importer) {
    if (!importer || !/(^|\/)scripts\/[\w-]+\.mjs$/.test(id)) return null;
    return { id: `../../../../scripts/${basename(id)}`, external: true };
  },
};

/** The command line and its threads, for Node. */
export default defineConfig({
  logLevel: "error",
  publicDir: false,
  plugins: [ownScripts, corners, wasmKernels({ relaxed: false })],
  build: {
    ssr: true,
    emptyOutDir: false,
    target: "node20",
    rolldownOptions: {
      input: ENTRIES,
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
    },
  },
});
