import type { LossTargets } from "../core/losses/loss-scale.ts";
import type { NamedArrays } from "./executor.ts";

/** Targets whose first axis is the batch, for `lossScale`. Throws a RangeError if a target is asked for that is absent. */
export function lossTargets(targets: NamedArrays): LossTargets {
  const [first] = Object.values(targets);
  return { images: first.shape[0], target: (name) => targets[name].data };
}
