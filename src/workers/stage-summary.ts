import { median } from "../core/metrics/median.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { KeptBy } from "../engine/training/rank-weights.ts";
import type { CopyEvent, TrainingEvent } from "../engine/training/training-events.ts";
import type { Validation } from "../engine/training/validation.ts";
import type { StageReport } from "./train.protocol.ts";

/** Share of the steps at either end that the first and the last loss are the mean of. */
const END_SHARE = 0.2;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Collects what the report says of one stage. */
export class StageSummary {
  readonly #stage: Stage;
  /** What runs the steps. */
  engine: EngineRecord;
  /** Steps after which the weights were those that are kept, and what they were best by; null for the last ones. */
  #kept: { readonly step: number; readonly by: KeptBy } | null = null;
  readonly #losses: number[] = [];
  readonly #stepTimes: number[] = [];
  readonly #waits: number[] = [];
  readonly #validations: { readonly step: number; readonly validation: Partial<Validation> }[] = [];

  constructor(stage: Stage, engine: EngineRecord) {
    this.#stage = stage;
    this.engine = engine;
  }

  /** Says that the weights after so many steps are kept. */
  keep(step: number, by: KeptBy): void {
    this.#kept = { step, by };
  }

  /** Steps seen. */
  get steps(): number {
    return this.#losses.length;
  }

  add(event: Exclude<TrainingEvent, CopyEvent>): void {
    if (event.kind === "epoch") {
      this.#validations.push({ step: event.step, validation: event.validation ?? {} });
      return;
    }
    if (event.kind === "resume") {
      for (const values of [this.#losses, this.#stepTimes, this.#waits]) values.length = event.step;
      while ((this.#validations.at(-1)?.step ?? 0) > event.step) this.#validations.pop();
      return;
    }
    this.#losses.push(event.loss);
    this.#stepTimes.push(event.stepMilliseconds);
    this.#waits.push(event.dataWaitMilliseconds);
  }

  /** That of the weights that are kept. */
  #keptValidation(): Partial<Validation> | undefined {
    const kept = this.#validations.find(({ step }) => step === this.#kept?.step);
    return (kept ?? this.#validations.at(-1))?.validation;
  }

  /** Null when no step was taken. */
  report(): StageReport | null {
    const steps = this.#losses.length;
    if (steps === 0) return null;
    const end = Math.max(1, Math.floor(END_SHARE * steps));
    return {
      stage: this.#stage,
      steps,
      firstLoss: mean(this.#losses.slice(0, end)),
      lastLoss: mean(this.#losses.slice(-end)),
      keptStep: this.#kept?.step ?? steps,
      keptBy: this.#kept?.by ?? "last",
      validation: this.#keptValidation() ?? {},
      stepMilliseconds: median(this.#stepTimes),
      dataWaitMilliseconds: median(this.#waits),
      engine: this.engine,
    };
  }
}
