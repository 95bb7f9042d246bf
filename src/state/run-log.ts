import type { Stage } from "../core/recipe/recipe.ts";
import type { TrainEvent } from "../workers/train.protocol.ts";

/** One optimiser step of the run. */
export type StepRow = Extract<TrainEvent, { kind: "step" }>;

/** One epoch of the run, with its validation. */
export type EpochRow = Extract<TrainEvent, { kind: "epoch" }>;

/** Takes the rows away that `goes` names; they stand at the end. */
function dropLast<Row>(rows: Row[], goes: (row: Row) => boolean): void {
  while (rows.length > 0 && goes(rows[rows.length - 1])) rows.pop();
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

  /** Takes back what the stage that is trained did after `step`. */
  dropAfter(stage: Stage, step: number): void {
    const goes = (row: StepRow | EpochRow) => row.stage === stage && row.step > step;
    for (const rows of [this.steps, this.epochs, this.#rows]) dropLast<StepRow | EpochRow>(rows, goes);
  }

  /** Steps and epochs in the order in which they came. */
  rows(): readonly (StepRow | EpochRow)[] {
    return this.#rows;
  }
}
