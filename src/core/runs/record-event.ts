import type { EngineRecord } from "../recipe/engine-record.ts";
import type { Stage } from "../recipe/recipe.ts";
import { withEpoch } from "./best-scores.ts";
import type { CurveRow } from "./curve-row.ts";
import type { RunRecord, StageRecord } from "./run-record.ts";

function withStage(record: RunRecord, stage: Stage, change: (now: StageRecord) => StageRecord): RunRecord {
  const stageRecords = record.stageRecords.map((one) => (one.stage === stage ? change(one) : one));
  return { ...record, stageRecords };
}

/** The record once training of a stage has begun; a stage that goes on keeps what it has. */
export function beginStage(record: RunRecord, stage: Stage, of: number): RunRecord {
  const known = record.stageRecords.some((one) => one.stage === stage);
  const begun: StageRecord = { stage, steps: 0, of, epochs: 0, best: {}, engine: null };
  return known
    ? withStage(record, stage, (one) => ({ ...one, of }))
    : { ...record, stageRecords: [...record.stageRecords, begun] };
}

/** The record after a step or an epoch. */
export function addRow(record: RunRecord, row: CurveRow): RunRecord {
  return withStage(record, row.stage, (one) => ({
    ...one,
    steps: row.step,
    epochs: row.epoch,
    best: row.kind === "epoch" ? withEpoch(one.best, row) : one.best,
  }));
}

/** The record with the engine that trained a stage. */
export function setEngine(record: RunRecord, stage: Stage, engine: EngineRecord): RunRecord {
  return withStage(record, stage, (one) => ({ ...one, engine }));
}

/**
 * The record of a stage whose curves have lost their rows after some step, computed from the ones that are left.
 * @param rows rows of all stages
 */
export function recountStage(record: RunRecord, stage: Stage, rows: readonly CurveRow[]): RunRecord {
  const emptied = withStage(record, stage, (one) => ({ ...one, steps: 0, epochs: 0, best: {} }));
  return rows.filter((row) => row.stage === stage).reduce(addRow, emptied);
}
