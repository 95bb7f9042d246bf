import { STAGE_WORDS } from "../core/recipe/stages.ts";
import type { EpochRow, StepRow } from "./run-log.ts";

type Cell = string | number | null | undefined;

const HEADER = [
  "stage",
  "row",
  "step",
  "epoch",
  "learningRate",
  "lossUnit",
  "stepLoss",
  "gradientNorm",
  "epochMeanLoss",
  "validationLoss",
  "validationIou",
  "validationAngleRmsDegrees",
  "validationShareAbove22Degrees",
  "validationShareAbove45Degrees",
  "validationLevelAccuracy",
  "validationKaggle",
  "validationAp50",
  "validationAp75",
  "validationF1",
  "validationPq",
  "validationCellsGate",
  "validationPiecesKaggle",
  "validationPiecesAp50",
  "stepMilliseconds",
  "dataWaitMilliseconds",
];

function cellsOf(row: StepRow | EpochRow): Cell[] {
  if (row.kind === "step") {
    const empty = new Array<Cell>(15).fill(null);
    const times = [row.stepMilliseconds, row.dataWaitMilliseconds].map((time) => time.toFixed(3));
    return [
      row.stage,
      row.kind,
      row.step,
      row.epoch,
      row.rate,
      STAGE_WORDS[row.stage].loss.unit,
      row.loss,
      row.gradientNorm,
      ...empty,
      ...times,
    ];
  }
  const { validation } = row;
  return [
    row.stage,
    row.kind,
    row.step,
    row.epoch,
    null,
    STAGE_WORDS[row.stage].loss.unit,
    null,
    null,
    row.meanLoss,
    validation?.loss,
    validation?.iou,
    validation?.angleRmsDegrees,
    validation?.shareAbove22,
    validation?.shareAbove45,
    validation?.levelAccuracy,
    validation?.kaggle,
    validation?.ap50,
    validation?.ap75,
    validation?.f1,
    validation?.pq,
    validation?.cellsGate,
    validation?.pieces?.kaggle,
    validation?.pieces?.ap50,
    null,
    null,
  ];
}

/**
 * The curves as a table: one row a step and one an epoch, in the order in which they came.
 * Only the columns with `Milliseconds` in their name depend on the clock.
 */
export function curvesCsv(rows: readonly (StepRow | EpochRow)[]): string {
  const lines = [HEADER, ...rows.map(cellsOf)];
  return lines.map((cells) => `${cells.map((cell) => cell ?? "").join(",")}\n`).join("");
}
