import { STAGES, type Stage } from "../core/recipe/recipe.ts";
import type { TrainEvent } from "../workers/train.protocol.ts";

/** One optimiser step of the run. */
export type StepRow = Extract<TrainEvent, { kind: "step" }>;

/** One epoch of the run, with its validation. */
export type EpochRow = Extract<TrainEvent, { kind: "epoch" }>;

/** A row of the curves. */
export type CurveRow = StepRow | EpochRow;

/** Takes the rows away that `goes` names; they stand at the end. */
function dropLast<Row>(rows: Row[], goes: (row: Row) => boolean): void {
  while (rows.length > 0 && goes(rows[rows.length - 1])) rows.pop();
}

/**
 * Everything measured in the last training of each stage, which need not all be of one run. Kept outside the stores: it
 * grows by a row a step.
 */
export class RunLog {
  readonly steps: StepRow[] = [];
  readonly epochs: EpochRow[] = [];
  readonly #rows: CurveRow[] = [];

  /** Puts other rows in place of all. */
  replace(rows: readonly CurveRow[]): void {
    this.steps.length = 0;
    this.epochs.length = 0;
    this.#rows.length = 0;
    for (const row of rows) this.add(row);
  }

  /** Puts other rows in place of those of one stage. */
  replaceStage(stage: Stage, rows: readonly CurveRow[]): void {
    this.replace([...this.#rows.filter((row) => row.stage !== stage), ...rows]);
  }

  add(row: CurveRow): void {
    this.#rows.push(row);
    if (row.kind === "step") this.steps.push(row);
    else this.epochs.push(row);
  }

  /** Takes back what the stage that is trained did after `step`. */
  dropAfter(stage: Stage, step: number): void {
    const goes = (row: CurveRow) => row.stage === stage && row.step > step;
    for (const rows of [this.steps, this.epochs, this.#rows]) dropLast<CurveRow>(rows, goes);
  }

  /** Rows of one stage, in the order in which they came. */
  rowsOf(stage: Stage): readonly CurveRow[] {
    return this.#rows.filter((row) => row.stage === stage);
  }

  /** Steps and epochs, stage by stage in the order of the pipeline, each in the order in which they came. */
  rows(): readonly CurveRow[] {
    return STAGES.flatMap((stage) => this.rowsOf(stage));
  }
}
