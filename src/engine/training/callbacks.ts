import type { CallbackSettings } from "../../core/recipe/monitored-by.ts";
import {
  MONITORED_SCORES,
  type MonitoredScore,
  type MonitoredValues,
} from "../../core/recipe/monitored-scores.ts";
import {
  afterValidation,
  type CallbackRecord,
  parseRecord,
  startRecord,
} from "../../core/schedule/callback-record.ts";
import type { Weights } from "../../nets/weights.ts";

/** Weights that ranked best in the validations so far. */
export interface RankedWeights {
  readonly weights: Weights;
  /** Higher is better. Finite. */
  readonly rank: number;
  /** Steps done when they were validated. */
  readonly step: number;
}

/** What the callbacks of a training remember from validation to validation. */
export interface CallbackState {
  /** Null before the first ranked validation. */
  readonly best: RankedWeights | null;
  /** Plain JSON. */
  readonly record: CallbackRecord;
}

/**
 * The score that ranks the weights of a stage. Unless the recipe names one, that is the Kaggle score if cells are
 * found in the predicted mask, else the validation loss: with the ground-truth mask, the Kaggle score depends
 * mostly on the mask, which the weights of the stage do not affect.
 */
export function rankingScore({ bestBy }: CallbackSettings, countsInPredictedMask: boolean): MonitoredScore {
  if (bestBy !== "auto") return bestBy;
  return countsInPredictedMask ? "kaggle" : "loss";
}

/** Acts on the validations of a stage: ranks the weights, reduces the learning rate, ends the stage. */
export class Callbacks {
  readonly #settings: CallbackSettings;
  /** The score that ranks the weights. */
  readonly bestBy: MonitoredScore;
  #state: CallbackState;

  constructor(settings: CallbackSettings, bestBy: MonitoredScore) {
    this.#settings = settings;
    this.bestBy = bestBy;
    this.#state = { best: null, record: startRecord(settings) };
  }

  /** Best weights so far; of equals the first. */
  get best(): RankedWeights | null {
    return this.#state.best;
  }

  /** Learning rate after reductions on a plateau; undefined for other schedules. */
  get reducedRate(): number | undefined {
    return this.#state.record.plateau?.rate;
  }

  /** Why the stage ends early, as a sentence; null if it goes on. */
  get stopReason(): string | null {
    return this.#state.record.earlyStop?.reason ?? null;
  }

  /**
   * Takes the scores after `step` steps, and reads the weights if they rank strictly above all previous ones.
   * Returns whether they did.
   */
  async take(values: MonitoredValues, step: number, read: () => Promise<Weights>): Promise<boolean> {
    const record = afterValidation(this.#settings, this.#state.record, values);
    const value = values[this.bestBy] ?? Number.NaN;
    const rank = MONITORED_SCORES[this.bestBy].better === "lower" ? -value : value;
    const isBest = Number.isFinite(rank) && rank > (this.best?.rank ?? Number.NEGATIVE_INFINITY);
    const best = isBest ? { weights: await read(), rank, step } : this.best;
    this.#state = { best, record };
    return isBest;
  }

  /** The state, which does not change afterwards. */
  read(): CallbackState {
    return this.#state;
  }

  /** Restores a state. Throws a CallbackRecordError if it does not belong to these settings. */
  write({ best, record }: { readonly best: RankedWeights | null; readonly record: unknown }): void {
    this.#state = { best, record: parseRecord(this.#settings, record) };
  }
}
