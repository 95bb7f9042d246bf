/** Functions of the WebAssembly module; addresses in bytes. See `kernels/run.ts`. */
export interface KernelExports {
  firstFree(): number;
  /** Sets jobs and scratch memory of the record at an address. */
  prepare(record: number): void;
  /** Runs records with all threads: 0, or the number of waits of 100 ms for a job of a helper that does not end. */
  run(first: number, last: number, scratch: number, scratchBytes: number): number;
  /** Goes on with a run whose result was not 0, with such a result. */
  resume(): number;
  /** Runs records with this thread alone. */
  runAlone(first: number, last: number, scratch: number): void;
  /** Takes part in all runs until `stop`. */
  help(thread: number): void;
  stop(): void;
  /** Arithmetic without loads and stores: `rounds` times `peakFlops()` multiplications and additions. */
  runPeak(rounds: number): number;
  peakFlops(): number;
}

/** The module with a memory, in this thread. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as KernelExports;
}
