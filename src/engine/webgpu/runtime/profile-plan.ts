import { median } from "../../../core/metrics/median.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { ProfileWatch } from "../../execution/step-profile.ts";
import type { CompiledPlan } from "./compiled-plan.ts";
import { PassStamps } from "./pass-stamps.ts";

/** Measured runs, after a first run that estimates the duration of each kernel. */
const RUNS = 3;

/** Timed passes per submit; their timestamps fill 256 bytes, the alignment of a resolve. */
const PASSES = 16;

/** Target duration of a pass, reached by repeating its kernel: browsers round timestamps to 0.1 ms. */
const PASS_MILLISECONDS = 2;
const MAX_REPEATS = 200;

/** Milliseconds of up to `PASSES` passes submitted together. */
async function timePasses(
  watched: WatchedDevice,
  stamps: PassStamps,
  passes: readonly ((pass: GPUComputePassEncoder) => void)[],
): Promise<number[]> {
  const encoder = watched.device.createCommandEncoder();
  passes.forEach((encode, index) => {
    const pass = encoder.beginComputePass(stamps.around(index));
    encode(pass);
    pass.end();
  });
  stamps.resolve(encoder, passes.length);
  watched.submit(encoder.finish());
  return watched.guard(stamps.read(passes.length));
}

function repeatsFor(milliseconds: number): number {
  if (milliseconds >= PASS_MILLISECONDS) return 1;
  return Math.min(MAX_REPEATS, Math.ceil(PASS_MILLISECONDS / Math.max(milliseconds, 1e-3)));
}

/**
 * Milliseconds of each dispatch of a plan that has been submitted before: the median over a few runs, with
 * one pass per dispatch. Null without timestamp queries. The results of the plan are invalid afterwards,
 * because short kernels are repeated. Rejects with the signal's reason when it is aborted.
 */
export async function profilePlan(
  watched: WatchedDevice,
  plan: CompiledPlan,
  { signal, onProgress }: ProfileWatch,
): Promise<readonly number[] | null> {
  if (!watched.device.features.has("timestamp-query")) return null;
  const stamps = new PassStamps(watched.device, PASSES);
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
      times.push(...(await timePasses(watched, stamps, passes)));
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
    stamps.dispose();
  }
}
