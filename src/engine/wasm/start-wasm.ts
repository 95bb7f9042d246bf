import { roundsOnce } from "./fused.ts";
import type { HelperStart, StartHelper } from "./helper-threads.ts";
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
  /** Whether further threads were wanted and could not be started. */
  readonly lacksThreads: boolean;
}

/** Options for tests and comparisons; the defaults are the fastest that runs here. */
export interface WasmOptions {
  readonly threads?: number;
  readonly exact?: boolean;
  readonly startHelper?: StartHelper;
}

/** Starts a helper for a moment, to see whether it can be. */
async function canStart(startHelper: StartHelper, start: HelperStart): Promise<boolean> {
  try {
    const helper = startHelper(start);
    try {
      await helper.started;
      return true;
    } finally {
      helper.end();
    }
  } catch {
    return false;
  }
}

/**
 * Compiles the kernels for the CPU in a worker of the page, for one thread where further ones cannot be started. Null
 * where WebAssembly, its SIMD or shared memory is missing.
 * @throws OutOfMemoryError when there is no memory for a network
 * Rejects with a CompileError where the page may not compile them.
 */
export async function startWasm({
  threads = threadCount(globalThis.navigator?.hardwareConcurrency ?? 1, globalThis.crossOriginIsolated),
  exact = false,
  startHelper = startWorker,
}: WasmOptions = {}): Promise<StartedWasm | null> {
  const fastest = fastestArithmetic();
  if (!fastest) return null;
  const arithmetic = exact ? "exact" : fastest;
  const module = await compileModule(arithmetic);
  // Allocated once on trial, as the browser may refuse it.
  const memory = createMemory();
  const fused = arithmetic === "relaxed" ? await roundsOnce() : null;
  const lacksThreads = threads > 1 && !(await canStart(startHelper, { module, memory, thread: 1 }));
  return { module, threads: lacksThreads ? 1 : threads, startHelper, fused, lacksThreads };
}
