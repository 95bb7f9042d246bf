import type { CallbackSettings } from "../core/recipe/monitored-by.ts";
import type { MonitoredScore } from "../core/recipe/monitored-scores.ts";
import type { CallbackState } from "../engine/training/training-checkpoint.ts";

/** Settings of the callbacks of a stage, and the score that ranks its weights. */
export interface RankedSettings {
  readonly settings: CallbackSettings;
  /** Null if no weights are ranked yet. */
  readonly bestBy: MonitoredScore | null;
}

function isSamePlateau({ schedule: before }: CallbackSettings, { schedule: now }: CallbackSettings): boolean {
  if (before.kind !== "plateau" || now.kind !== "plateau") return false;
  return before.monitor === now.monitor && before.learningRate === now.learningRate;
}

/**
 * The state of callbacks from which a stage is resumed whose settings may have changed: a callback that follows another
 * score now starts over, since values of different scores do not compare, and so does a plateau with another rate.
 */
export function resumedCallbacks(
  { best, record }: CallbackState,
  before: RankedSettings,
  now: RankedSettings,
): CallbackState {
  const followsSame = before.settings.earlyStopping?.monitor === now.settings.earlyStopping?.monitor;
  const { plateau = null, earlyStop = null } = record;
  return {
    best: before.bestBy === now.bestBy ? best : null,
    record: {
      plateau: isSamePlateau(before.settings, now.settings) ? plateau : null,
      earlyStop: followsSame ? earlyStop : null,
    },
  };
}
