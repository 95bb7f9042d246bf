import { roundsOnce } from "./fused.ts";
import { compileModule, fastestArithmetic } from "./kernel-module.ts";
import { startWorker } from "./start-worker.ts";
import { createMemory } from "./wasm-memory.ts";
import type { WasmEngine } from "./wasm-runner.ts";

const MAX_THREADS = 8;

/** Number of threads that leaves a core to the page and its other workers; one where memory cannot be shared. */
export function threadCount(cores: number, isolated: boolean): number {
  return isolated ? Math.min(MAX_THREADS, Math.max(1, cores - 1)) : 1;
}

/** The CPU engine of a worker of the page. */
export interface StartedWasm extends WasmEngine {
  /** Whether products and sums are rounded once; null for exact kernels. */
  readonly fused: boolean | null;
}

/** Options for tests and comparisons; the defaults are the fastest that runs here. */
export interface WasmOptions {
  readonly threads?: number;
  readonly exact?: boolean;
}

/**
 * Compiles the kernels for the CPU in a worker of the page. Null where WebAssembly, its SIMD or shared memory is
 * missing, or where the page may not compile it.
 */
export async function startWasm({
  threads = threadCount(globalThis.navigator?.hardwareConcurrency ?? 1, globalThis.crossOriginIsolated),
  exact = false,
}: WasmOptions = {}): Promise<StartedWasm | null> {
  try {
    const arithmetic = exact ? "exact" : fastestArithmetic();
    const module = await compileModule(arithmetic);
    // Made for a moment, to see whether it can be.
    createMemory();
    const fused = arithmetic === "relaxed" ? await roundsOnce() : null;
    return { module, threads, startHelper: startWorker, fused };
  } catch {
    return null;
  }
}
