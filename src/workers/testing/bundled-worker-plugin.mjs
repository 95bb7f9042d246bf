import { build } from "vite";
import { wasmKernels } from "../../engine/wasm/build/wasm-kernels-plugin.mjs";

/**
 * Vite plugin that serves a worker as one file, as in the built page: tests start it dozens of times, and without
 * bundling every start fetches and transforms each of its modules again.
 * @param {string} path of the worker, ending of its absolute path with `/`
 * @returns {import("vite").Plugin}
 */
export function bundledWorker(path) {
  let code;
  const bundle = async (entry) => {
    const [{ output }] = await build({
      configFile: false,
      logLevel: "error",
      plugins: [wasmKernels()],
      build: {
        write: false,
        minify: false,
        target: "es2023",
        lib: { entry, formats: ["es"] },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    });
    return output[0].code;
  };
  return {
    name: "bundled-worker",
    enforce: "pre",
    load(id) {
      const [file, query = ""] = id.split("?");
      if (!file.endsWith(path) || !query.includes("worker_file")) return null;
      code ??= bundle(file);
      return code;
    },
  };
}
