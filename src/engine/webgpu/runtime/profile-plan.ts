import { median } from "../../../core/metrics/median.ts";
import type { CompiledPlan } from "./compiled-plan.ts";

/** How a profile is followed and ended early. */
export interface ProfileWatch {
  readonly signal: AbortSignal;
  /** How many of the kernel runs to be timed are done. */
  onProgress(done: number, all: number): void;
}

/** Runs that count, after one that only finds out how long each kernel lasts. */
const RUNS = 3;

/** Passes that are timed by one submit; their time stamps fill 256 bytes, the alignment of a resolve. */
const PASSES = 16;
const STAMP_BYTES = 8;

/** Browsers round time stamps to 0.1 ms: a kernel is run again in its pass until the pass lasts about this long. */
const PASS_MILLISECONDS = 2;
const MOST_REPEATS = 200;

const NANOSECONDS_PER_MILLISECOND = 1e6;

/** Times a few passes at a time. */
class PassTimer {
  readonly #device: GPUDevice;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice) {
    const size = 2 * PASSES * STAMP_BYTES;
    this.#device = device;
    this.#queries = device.createQuerySet({ type: "timestamp", count: 2 * PASSES });
    this.#resolved = device.createBuffer({
      size,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.#staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  }

  /** Milliseconds of one pass each, up to `PASSES` of them. */
  async time(passes: readonly ((pass: GPUComputePassEncoder) => void)[]): Promise<number[]> {
    const encoder = this.#device.createCommandEncoder();
    passes.forEach((encode, index) => {
      const pass = encoder.beginComputePass({
        timestampWrites: {
          querySet: this.#queries,
          beginningOfPassWriteIndex: 2 * index,
          endOfPassWriteIndex: 2 * index + 1,
        },
      });
      encode(pass);
      pass.end();
    });
    encoder.resolveQuerySet(this.#queries, 0, 2 * passes.length, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, this.#staging.size);
    this.#device.queue.submit([encoder.finish()]);
    await this.#staging.mapAsync(GPUMapMode.READ);
    const stamps = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    // Signed: rounded stamps of a short pass may lie the wrong way round.
    return passes.map((_, index) =>
      Math.max(0, Number(stamps[2 * index + 1] - stamps[2 * index]) / NANOSECONDS_PER_MILLISECOND),
    );
  }

  dispose(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}

function repeatsFor(milliseconds: number): number {
  if (milliseconds >= PASS_MILLISECONDS) return 1;
  return Math.min(MOST_REPEATS, Math.ceil(PASS_MILLISECONDS / Math.max(milliseconds, 1e-3)));
}

/**
 * Milliseconds of each dispatch of a plan that has been submitted before, the median of a few runs with a pass for each;
 * null where the device has no time stamps. What the plan computes is worth nothing afterwards: short kernels are run
 * several times in a row. Rejects with the signal's reason when it is aborted.
 */
export async function profilePlan(
  device: GPUDevice,
  plan: CompiledPlan,
  { signal, onProgress }: ProfileWatch,
): Promise<readonly number[] | null> {
  if (!device.features.has("timestamp-query")) return null;
  const timer = new PassTimer(device);
  const indices = plan.plan.dispatches.map((_, index) => index);
  const all = indices.length * (RUNS + 1);
  let done = 0;

  async function run(repeats: readonly number[]): Promise<number[]> {
    const times: number[] = [];
    for (let start = 0; start < indices.length; start += PASSES) {
      signal.throwIfAborted();
      const slice = indices.slice(start, start + PASSES);
      const passes = slice.map((index) => (pass: GPUComputePassEncoder) => {
        for (let repeat = 0; repeat < repeats[index]; repeat++) plan.encode(pass, index);
      });
      times.push(...(await timer.time(passes)));
      done += slice.length;
      onProgress(done, all);
    }
    return times.map((time, index) => time / repeats[index]);
  }

  try {
    const repeats = (await run(indices.map(() => 1))).map(repeatsFor);
    const runs: number[][] = [];
    for (let count = 0; count < RUNS; count++) runs.push(await run(repeats));
    return indices.map((index) => median(runs.map((times) => times[index])));
  } finally {
    timer.dispose();
  }
}
