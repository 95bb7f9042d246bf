import type { Plan } from "../plan/plan-builder.ts";
import { dispatchNeeds } from "./dispatch-needs.ts";
import { inCacheLines } from "./heap.ts";
import type { WasmEngine } from "./wasm-runner.ts";

/**
 * Returns a function that computes the bytes of scratch memory of all threads for a plan, before anything is
 * allocated. The plans of a network share it, so the largest need of any plan counts.
 * @throws OutOfMemoryError when there is no memory to compute it
 */
export function scratchBytes({
  module,
  threads,
}: Pick<WasmEngine, "module" | "threads">): (plan: Plan) => number {
  const needsOf = dispatchNeeds(module);
  return ({ dispatches }) =>
    threads * inCacheLines(dispatches.reduce((most, one) => Math.max(most, needsOf(one).scratchBytes), 0));
}
