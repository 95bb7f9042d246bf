import { instantiate } from "./kernel-exports.ts";
import { createMemory } from "./wasm-memory.ts";

/** Rounds of a run: about 15 ms. */
const ROUNDS = 10_000_000;
/** The system sets a thread aside now and then; the fastest run is the one it left alone. */
const RUNS = 5;

/**
 * Multiplications and additions per second of one core without loads and stores, in 1e9: what the convolutions of
 * these kernels could reach at most. The best of several runs.
 */
export function peakGflops(module: WebAssembly.Module): number {
  const { runPeak, peakFlops } = instantiate(module, createMemory());
  const rates = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    runPeak(ROUNDS);
    return (ROUNDS * peakFlops()) / 1e6 / (performance.now() - start);
  });
  return Math.max(...rates);
}
