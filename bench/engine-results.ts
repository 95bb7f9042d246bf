import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../scripts/prepare.mjs";
import type { CpuTimes } from "./cpu.worker.ts";

/** Times of the CPU engine with a number of threads. */
export interface CpuColumn extends CpuTimes {
  readonly threads: number;
  /** Best step of the compiled WebGPU engine over that of this engine. */
  readonly timesFaster: number;
}

/** The engines on one network; times in ms. */
export interface EngineRow {
  readonly name: string;
  readonly gflopPerStep: number;
  /** Compiled WebGPU: median and best step, and the first one. */
  readonly compiledMs: number;
  readonly compiledBestMs: number;
  readonly firstMs: number;
  readonly jsMs: number;
  readonly dispatches: number;
  readonly peakBytes: number;
  readonly matmulGflops: number;
  readonly R: number;
  /** Compiled CPU, with one and with two threads. */
  readonly cpuMs: readonly CpuColumn[];
  /** Multiplications and additions per second in the convolutions, one thread, in 1e9. */
  readonly cpuGflops: number;
  /** Of the rate of a core without loads. */
  readonly cpuShareOfPeak: number;
  readonly tfjsWebglMs: number | null;
  readonly tfjsWebgpuMs: number | null;
}

/** Contents of `bench/results/engine.json`. */
export interface EngineResults {
  readonly adapter: string;
  readonly versions: { readonly chromium: string; readonly node: string };
  /** Processes that wanted to run, on average over the last minute, and cores. */
  readonly machine: { readonly load: number; readonly cores: number };
  readonly matmulGflops: number;
  readonly nets: readonly EngineRow[];
}

const PATH = join(ROOT, "bench", "results", "engine.json");

/** The results of the last run; null when there are none. */
export function readEngineResults(): EngineResults | null {
  return existsSync(PATH) ? (JSON.parse(readFileSync(PATH, "utf8")) as EngineResults) : null;
}

export function writeEngineResults(results: EngineResults): void {
  mkdirSync(dirname(PATH), { recursive: true });
  writeFileSync(PATH, `${JSON.stringify(results, null, 2)}\n`);
}
