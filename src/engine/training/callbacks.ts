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
import type { CallbackMemory, CallbackState, RankedWeights } from "./training-checkpoint.ts";

/**
 * The score that ranks the weights of a stage. Unless the recipe names one, that is the Kaggle score if cells are
 * found in the predicted mask, else the validation loss: with the ground-truth mask, the Kaggle score depends
 * mostly on the mask, which the weights of the stage do not affect.
 */
export function rankingScore({ bestBy }: CallbackSettings, countsInPredictedMask: boolean): MonitoredScore {
  if (bestBy !== "auto") return bestBy;
  return countsInPredictedMask ? "kaggle" : "loss";
}

/** What the validations of a stage came to; plain JSON. */
export interface StageOutcome {
  /** The best score, and the steps after which it was measured; null if none was. */
  readonly best: { readonly step: number; readonly by: MonitoredScore; readonly value: number } | null;
  /** Why the stage ends early, as a sentence; null if it does not. */
  readonly stopped: string | null;
}

/** What follows the validations of a stage: best weights, reductions of the learning rate, early stopping. */
export class Callbacks implements CallbackMemory {
  readonly #settings: CallbackSettings;
  /** The score that ranks the weights. */
  readonly #bestBy: MonitoredScore;
  #best: RankedWeights | null = null;
  #record: CallbackRecord;

  constructor(settings: CallbackSettings, bestBy: MonitoredScore) {
    this.#settings = settings;
    this.#bestBy = bestBy;
    this.#record = startRecord(settings);
  }

  /** Best weights so far, the first of equals; null before the first ranked validation. */
  get best(): RankedWeights | null {
    return this.#best;
  }

  get outcome(): StageOutcome {
    const best = this.#best;
    return {
      best: best && { step: best.step, by: this.#bestBy, value: this.#sign * best.rank },
      stopped: this.stopReason,
    };
  }

  /** Learning rate after reductions on a plateau; undefined for other schedules. */
  get reducedRate(): number | undefined {
    return this.#record.plateau?.rate;
  }

  /** Why the stage ends early, as a sentence; null while it goes on. */
  get stopReason(): string | null {
    return this.#record.earlyStop?.reason ?? null;
  }

  get #sign(): 1 | -1 {
    return MONITORED_SCORES[this.#bestBy].better === "lower" ? -1 : 1;
  }

  /** Takes the scores of the validation after `step` steps. */
  async take(values: MonitoredValues, step: number, read: () => Promise<Weights>): Promise<void> {
    await this.rank(values, step, read);
    this.#record = afterValidation(this.#settings, this.#record, values);
  }

  /**
   * Reads the weights after `step` steps if their score ranks strictly above all previous ones. Scores that are missing
   * or not finite never rank.
   */
  async rank(values: MonitoredValues, step: number, read: () => Promise<Weights>): Promise<void> {
    const rank = this.#sign * (values[this.#bestBy] ?? Number.NaN);
    const isBest = Number.isFinite(rank) && rank > (this.#best?.rank ?? Number.NEGATIVE_INFINITY);
    if (isBest) this.#best = { weights: await read(), rank, step };
  }

  read(): CallbackState {
    return { best: this.#best, record: this.#record };
  }

  /**
   * Restores a state; an empty record is that before the first validation. Throws a CallbackRecordError if the
   * record is damaged.
   */
  write({ best, record }: CallbackState): void {
    const isStart = Object.keys(record).length === 0;
    this.#record = isStart ? startRecord(this.#settings) : parseRecord(this.#settings, record);
    this.#best = best;
  }
}
