import { median } from "../core/metrics/median.ts";
import type { EngineRecord } from "../core/recipe/engine-record.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { Validation } from "../core/runs/validation.ts";
import type { StageOutcome } from "../engine/training/callbacks.ts";
import type { CheckpointEvent, TrainingEvent } from "../engine/training/training-events.ts";
import type { StageProgress } from "./run-checkpoint.ts";
import type { StageReport } from "./train.protocol.ts";

/** Fraction of the steps at either end over which the first and the last loss are averaged. */
const END_FRACTION = 0.2;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Collects the report of one stage. */
export class StageSummary {
  readonly #stage: Stage;
  /** Engine that runs the steps. */
  engine: EngineRecord;
  /** What its validations came to so far. */
  outcome: StageOutcome = { best: null, stopped: null };
  readonly #recipe: Recipe;
  readonly #losses: number[] = [];
  readonly #stepTimes: number[] = [];
  readonly #waits: number[] = [];
  readonly #validations: { readonly step: number; readonly validation: Partial<Validation> }[] = [];

  constructor(stage: Stage, engine: EngineRecord, recipe: Recipe) {
    this.#stage = stage;
    this.engine = engine;
    this.#recipe = recipe;
  }

  /** What a checkpoint contains of it besides the rows of the curves. */
  get progress(): StageProgress {
    return { stage: this.#stage, engine: this.engine, outcome: this.outcome };
  }

  /** Number of steps so far. */
  get steps(): number {
    return this.#losses.length;
  }

  add(event: Exclude<TrainingEvent, CheckpointEvent>): void {
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

  /** The last validation after at most `step` steps. */
  #validationAt(step: number): Partial<Validation> {
    return this.#validations.findLast((one) => one.step <= step)?.validation ?? {};
  }

  /** Null if no step was taken. */
  report(): StageReport | null {
    const steps = this.#losses.length;
    if (steps === 0) return null;
    const end = Math.max(1, Math.floor(END_FRACTION * steps));
    const { keep, stages } = this.#recipe;
    const { best, stopped } = this.outcome;
    const kept = keep === "best" && best ? best : { step: steps, by: "last" as const };
    return {
      stage: this.#stage,
      steps,
      firstLoss: mean(this.#losses.slice(0, end)),
      lastLoss: mean(this.#losses.slice(-end)),
      keptStep: kept.step,
      keptBy: kept.by,
      best,
      stopped: steps < stages[this.#stage].steps ? stopped : null,
      validation: this.#validationAt(kept.step),
      stepMilliseconds: median(this.#stepTimes),
      dataWaitMilliseconds: median(this.#waits),
      engine: this.engine,
    };
  }
}
