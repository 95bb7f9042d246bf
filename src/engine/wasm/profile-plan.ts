import { letMessagesIn } from "../../core/let-messages-in.ts";
import type { ProfileWatch } from "../execution/step-profile.ts";
import type { WasmPlan } from "./wasm-runner.ts";

/** Milliseconds of each dispatch of a plan. */
export interface DispatchTimes {
  /** By one thread. */
  readonly alone: readonly number[];
  /** By all threads, as in a step; the same for a single one. */
  readonly together: readonly number[];
}

/** Timed runs, after a first one that estimates their duration. The system disturbs some of them. */
const RUNS = 5;

/** Target duration of a timed run, reached by repeating its dispatch: browsers round times to 0.1 ms. */
const RUN_MILLISECONDS = 2;
const MAX_REPEATS = 200;

async function timeDispatch(plan: WasmPlan, index: number, isAlone: boolean): Promise<number> {
  const once = await plan.time(index, 1, isAlone);
  const repeats = Math.min(MAX_REPEATS, Math.max(1, Math.ceil(RUN_MILLISECONDS / Math.max(once, 1e-3))));
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await plan.time(index, repeats, isAlone));
  return Math.min(...times) / repeats;
}

/**
 * Times `count` dispatches of a plan one by one: the fastest of a few runs, repeated where they are short. Their
 * data is then in the caches, so that they take a little less than in a step. The results of the plan are invalid
 * afterwards. Rejects with the signal's reason when it is aborted.
 */
export async function profilePlan(
  plan: WasmPlan,
  count: number,
  threads: number,
  { signal, onProgress }: ProfileWatch,
): Promise<DispatchTimes> {
  const together: number[] = [];
  const alone: number[] = [];
  for (let index = 0; index < count; index++) {
    await letMessagesIn();
    signal.throwIfAborted();
    alone.push(await timeDispatch(plan, index, true));
    together.push(threads === 1 ? alone[index] : await timeDispatch(plan, index, false));
    onProgress(index + 1, count);
  }
  return { together, alone };
}
