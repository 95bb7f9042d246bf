import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import asc from "assemblyscript/asc";
import { kernelFiles } from "./kernel-files.mjs";

const ENTRY = "run.ts";

/** First address of the static data; below it are the control words of `kernels/run.ts`. */
const MEMORY_BASE = 1024;

/** Features of WebAssembly that each module needs. */
const FEATURES = { exact: "simd,threads", relaxed: "simd,threads,relaxed-simd" };

/**
 * Not -O3: Binaryen then moves loads away from their use, and the sums of a tile no longer fit into the
 * registers. The memory is imported; its sizes here are the widest that the module accepts.
 */
const OPTIONS = [
  ...["-O1", "--noAssert", "--runtime", "stub", "--use", "abort="],
  // Addresses have 32 bits, so conversions between usize and u32 are frequent.
  ...["--disableWarning", "201"],
  ...[
    "--importMemory",
    "--noExportMemory",
    "--sharedMemory",
    "--initialMemory",
    "1",
    "--maximumMemory",
    "65536",
  ],
  ...["--memoryBase", String(MEMORY_BASE), "--disable", "mutable-globals"],
];

const CACHE = join(import.meta.dirname, "../../../../node_modules/.cache/wasm-kernels");

/** AssemblyScript has decorators of functions, which TypeScript lacks: in the files they are comments. */
const withDecorators = (text) => text.replaceAll(/^\/\/ @inline(?=\r?$)/gm, "@inline");

/** @returns {Promise<Uint8Array>} */
async function compile(files, features) {
  const written = new Map();
  const { error, stderr } = await asc.main(
    [ENTRY, "--outFile", "kernels.wasm", "--enable", features, ...OPTIONS],
    {
      readFile: (name) => files.get(name) ?? null,
      writeFile: (name, bytes) => written.set(name, bytes),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`The kernels for the CPU do not compile.\n${stderr.toString()}`);
  return written.get("kernels.wasm");
}

function readCached(path) {
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
}

/** Atomic, even if several processes write the file. */
function writeCached(path, bytes) {
  mkdirSync(CACHE, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
}

/**
 * The kernels as two WebAssembly modules: exact, with the same bits on every machine, and relaxed, whose
 * products and sums may be fused. Takes seconds unless the same sources were compiled before.
 * @returns {Promise<{ exact: Uint8Array, relaxed: Uint8Array }>}
 */
export async function compileKernels() {
  const files = new Map([...kernelFiles()].map(([name, text]) => [name, withDecorators(text)]));
  const sources = JSON.stringify([...files, OPTIONS, FEATURES, asc.version]);
  const hash = createHash("sha256").update(sources).digest("hex").slice(0, 16);
  const modules = {};
  for (const [name, features] of Object.entries(FEATURES)) {
    const path = join(CACHE, `${name}-${hash}.wasm`);
    modules[name] = readCached(path);
    if (modules[name]) continue;
    modules[name] = await compile(files, features);
    writeCached(path, modules[name]);
  }
  return modules;
}
