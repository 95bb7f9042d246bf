import { existsSync } from "node:fs";
import { join } from "node:path";
import { WASM_KERNELS } from "../kernel-order.ts";
import { compileKernels } from "./compile-kernels.mjs";
import { KERNELS_FOLDER, kernelFiles } from "./kernel-files.mjs";
import { kernelSources } from "./kernel-sources.mjs";

const NAME = "virtual:wasm-kernels";
const RESOLVED = `\0${NAME}`;

/**
 * Vite plugin of the module `virtual:wasm-kernels`: the compiled kernels as base64, because the page may not
 * fetch anything, and their sources by name.
 * @param {{ relaxed?: boolean }} [options] without relaxed kernels, only the exact ones run
 * @returns {import("vite").Plugin}
 */
export function wasmKernels({ relaxed: isRelaxed = true } = {}) {
  return {
    name: "wasm-kernels",
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      // Vite resolves watched files like imports, so only existing files are watched.
      const paths = [...kernelFiles().keys()].map((name) => join(KERNELS_FOLDER, name));
      for (const path of paths.filter(existsSync)) this.addWatchFile(path);
      const { exact, relaxed } = await compileKernels();
      const base64 = (bytes) => JSON.stringify(Buffer.from(bytes).toString("base64"));
      return `export const EXACT = ${base64(exact)};
export const RELAXED = ${base64(isRelaxed ? relaxed : [])};
export const SOURCES = ${JSON.stringify(kernelSources(WASM_KERNELS))};`;
    },
  };
}
