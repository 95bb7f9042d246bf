import { type EngineRecord, takenOver } from "../core/recipe/engine-record.ts";
import type { Recipe, Stage } from "../core/recipe/recipe.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";
import { StageSummary } from "./stage-summary.ts";
import type { StageReport } from "./train.protocol.ts";

/** What a run has done so far: its curves, and the summaries of the stages that have begun. */
export class RunHistory {
  readonly #recipe: Recipe;
  #rows: CurveRow[] = [];
  readonly #summaries: StageSummary[] = [];

  /** @param resumed the checkpoint that the run continues from; null for a new run */
  constructor(recipe: Recipe, resumed: RunCheckpoint | null) {
    this.#recipe = recipe;
    if (!resumed) return;
    this.#rows = [...resumed.rows];
    const current = resumed.progress.length - 1;
    for (const [index, { stage, engine, outcome }] of resumed.progress.entries()) {
      // The recipe may have been changed for what is still to be done.
      const summary = new StageSummary(stage, engine, index < current ? resumed.recipe : recipe);
      summary.outcome = outcome;
      for (const row of this.rowsOf(stage)) summary.add(row);
      this.#summaries.push(summary);
    }
  }

  /** Curves of one stage. */
  rowsOf(stage: Stage): readonly CurveRow[] {
    return this.#rows.filter((row) => row.stage === stage);
  }

  /** Steps over all stages. */
  get steps(): number {
    return this.#summaries.reduce((sum, { steps }) => sum + steps, 0);
  }

  /** Reports of the stages before the one that is in progress, and their curves. */
  get finished(): { readonly reports: readonly StageReport[]; readonly rows: readonly CurveRow[] } {
    const reports = this.#summaries.slice(0, -1).flatMap((summary) => summary.report() ?? []);
    return { reports, rows: reports.flatMap(({ stage }) => this.rowsOf(stage)) };
  }

  /** The summary of a stage that begins or, with the engine that takes over, is resumed. */
  begin(stage: Stage, engine: EngineRecord, isResumed: boolean): StageSummary {
    const last = this.#summaries.at(-1);
    if (isResumed && last) {
      last.engine = takenOver(last.engine, engine);
      return last;
    }
    const summary = new StageSummary(stage, engine, this.#recipe);
    this.#summaries.push(summary);
    return summary;
  }

  add(row: CurveRow): void {
    this.#rows.push(row);
  }

  /** Forgets what a stage did after `step`. */
  dropAfter(stage: Stage, step: number): void {
    this.#rows = this.#rows.filter((row) => row.stage !== stage || row.step <= step);
  }

  /** What a checkpoint contains of it. */
  snapshot(): Pick<RunCheckpoint, "progress" | "rows"> {
    return { progress: this.#summaries.map(({ progress }) => progress), rows: [...this.#rows] };
  }
}
