import type { Stage } from "../core/recipe/recipe.ts";
import type { TrainEvent } from "../workers/train.protocol.ts";

/** One optimiser step of the run. */
export type StepRow = Extract<TrainEvent, { kind: "step" }>;

/** One epoch of the run, with its validation. */
export type EpochRow = Extract<TrainEvent, { kind: "epoch" }>;

function keepOnly<Row>(rows: Row[], stays: (row: Row) => boolean): void {
  rows.splice(0, rows.length, ...rows.filter(stays));
}

/** Everything measured in the current run. Kept outside the stores: it grows by a row a step. */
export class RunLog {
  readonly steps: StepRow[] = [];
  readonly epochs: EpochRow[] = [];
  readonly #rows: (StepRow | EpochRow)[] = [];

  clear(): void {
    this.steps.length = 0;
    this.epochs.length = 0;
    this.#rows.length = 0;
  }

  addStep(row: StepRow): void {
    this.steps.push(row);
    this.#rows.push(row);
  }

  addEpoch(row: EpochRow): void {
    this.epochs.push(row);
    this.#rows.push(row);
  }

  /** Takes back what a stage did after `step`. */
  dropAfter(stage: Stage, step: number): void {
    const stays = (row: StepRow | EpochRow) => row.stage !== stage || row.step <= step;
    keepOnly(this.steps, stays);
    keepOnly(this.epochs, stays);
    keepOnly(this.#rows, stays);
  }

  /** Steps and epochs in the order in which they came. */
  rows(): readonly (StepRow | EpochRow)[] {
    return this.#rows;
  }
}
