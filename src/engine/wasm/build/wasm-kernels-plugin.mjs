import { join } from "node:path";
import { WASM_KERNELS } from "../kernel-order.ts";
import { compileKernels } from "./compile-kernels.mjs";
import { KERNELS_FOLDER, kernelFiles } from "./kernel-files.mjs";
import { kernelSources } from "./kernel-sources.mjs";

const NAME = "virtual:wasm-kernels";
const RESOLVED = `\0${NAME}`;

/**
 * Vite plugin of the module `virtual:wasm-kernels`: the compiled kernels as base64, because the page may fetch
 * nothing, and their sources by name.
 * @returns {import("vite").Plugin}
 */
export function wasmKernels() {
  return {
    name: "wasm-kernels",
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      this.addWatchFile(KERNELS_FOLDER);
      for (const name of kernelFiles().keys()) this.addWatchFile(join(KERNELS_FOLDER, name));
      const { exact, relaxed } = await compileKernels();
      const base64 = (bytes) => JSON.stringify(Buffer.from(bytes).toString("base64"));
      return `export const EXACT = ${base64(exact)};
export const RELAXED = ${base64(relaxed)};
export const SOURCES = ${JSON.stringify(kernelSources(WASM_KERNELS))};`;
    },
  };
}
