import { STAGES, type Stage } from "../core/recipe/recipe.ts";
import type { CurveRow, EpochRow, StepRow } from "../core/runs/curve-row.ts";

/** Removes the rows at the end for which `goes` is true. */
function dropLast<Row>(rows: Row[], isDropped: (row: Row) => boolean): void {
  while (rows.length > 0 && isDropped(rows[rows.length - 1])) rows.pop();
}

/**
 * All measurements of the last training of each stage, not necessarily from the same run. Kept outside the
 * stores, because it grows by one row per step.
 */
export class RunLog {
  readonly steps: StepRow[] = [];
  readonly epochs: EpochRow[] = [];
  readonly #rows: CurveRow[] = [];

  /** Replaces all rows. */
  replace(rows: readonly CurveRow[]): void {
    this.steps.length = 0;
    this.epochs.length = 0;
    this.#rows.length = 0;
    for (const row of rows) this.add(row);
  }

  /** Replaces the rows of one stage. */
  replaceStage(stage: Stage, rows: readonly CurveRow[]): void {
    this.replace([...this.#rows.filter((row) => row.stage !== stage), ...rows]);
  }

  add(row: CurveRow): void {
    this.#rows.push(row);
    if (row.kind === "step") this.steps.push(row);
    else this.epochs.push(row);
  }

  /** Removes everything that the stage in training did after `step`. */
  dropAfter(stage: Stage, step: number): void {
    const isDropped = (row: CurveRow) => row.stage === stage && row.step > step;
    for (const rows of [this.steps, this.epochs, this.#rows]) dropLast<CurveRow>(rows, isDropped);
  }

  /** All rows, in the order in which they were added. */
  get added(): readonly CurveRow[] {
    return this.#rows;
  }

  /** Rows of one stage, in chronological order. */
  rowsOf(stage: Stage): readonly CurveRow[] {
    return this.#rows.filter((row) => row.stage === stage);
  }

  /** Steps and epochs, stage by stage in the order of the pipeline, each in chronological order. */
  rows(): readonly CurveRow[] {
    return STAGES.flatMap((stage) => this.rowsOf(stage));
  }
}
