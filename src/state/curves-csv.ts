import type { Loss } from "../core/losses/loss.ts";
import { recordedLosses } from "../core/losses/recorded-losses.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { FieldQuantity } from "../core/recipe/task.ts";
import type { EpochRow, StepRow } from "../core/runs/curve-row.ts";

type Cell = string | number | null | undefined;
type LossOfStage = (stage: Stage) => Loss;
type Validation = NonNullable<EpochRow["validation"]>;

/** A column, and its value in the row of a step or an epoch; rows of the other kind have an empty cell. */
interface Column {
  readonly name: string;
  readonly step?: (row: StepRow, lossOf: LossOfStage) => Cell;
  readonly epoch?: (row: EpochRow, lossOf: LossOfStage) => Cell;
}

function both(name: string, read: (row: StepRow | EpochRow, lossOf: LossOfStage) => Cell): Column {
  return { name, step: read, epoch: read };
}

function validated(name: string, read: (validation: Validation) => Cell): Column {
  return { name, epoch: ({ validation }) => validation && read(validation) };
}

/** The metrics per quantity; the rows of stages that do not predict it leave them empty. */
const METRICS: Readonly<Record<FieldQuantity, readonly Column[]>> = {
  mask: [validated("validationIou", ({ iou }) => iou)],
  direction: [
    validated("validationAngleRmsDegrees", ({ angleRmsDegrees }) => angleRmsDegrees),
    validated("validationFractionAbove22Degrees", ({ fractionAbove22 }) => fractionAbove22),
    validated("validationFractionAbove45Degrees", ({ fractionAbove45 }) => fractionAbove45),
  ],
  level: [validated("validationLevelAccuracy", ({ levelAccuracy }) => levelAccuracy)],
};

function second(name: string, read: (validation: Validation) => Cell): Column {
  return validated(`second${name}`, ({ second: other }) => other && read(other));
}

/** Columns of a second validation, if there is one. */
const SECOND: readonly Column[] = [
  validated("validationOn", ({ on }) => on),
  second("ValidationOn", ({ on }) => on),
  second("ValidationLoss", ({ loss }) => loss),
  second("ValidationZeroOutputLoss", ({ zeroOutputLoss }) => zeroOutputLoss),
  second("ValidationIou", ({ iou }) => iou),
  second("ValidationAngleRmsDegrees", ({ angleRmsDegrees }) => angleRmsDegrees),
  second("ValidationLevelAccuracy", ({ levelAccuracy }) => levelAccuracy),
  second("ValidationKaggle", ({ kaggle }) => kaggle),
  second("ValidationAp50", ({ ap50 }) => ap50),
];

const COLUMNS: readonly Column[] = [
  both("stage", ({ stage }) => stage),
  both("row", ({ kind }) => kind),
  both("step", ({ step }) => step),
  both("epoch", ({ epoch }) => epoch),
  { name: "learningRate", step: ({ rate }) => rate },
  both("lossUnit", ({ stage }, lossOf) => lossOf(stage).unit),
  { name: "stepLoss", step: ({ loss }) => loss },
  { name: "gradientNorm", step: ({ gradientNorm }) => gradientNorm },
  { name: "epochMeanLoss", epoch: ({ meanLoss }) => meanLoss },
  validated("validationLoss", ({ loss }) => loss),
  validated("validationZeroOutputLoss", ({ zeroOutputLoss }) => zeroOutputLoss),
  ...Object.values(METRICS).flat(),
  validated("validationKaggle", ({ kaggle }) => kaggle),
  validated("validationAp50", ({ ap50 }) => ap50),
  validated("validationAp75", ({ ap75 }) => ap75),
  validated("validationF1", ({ f1 }) => f1),
  validated("validationPq", ({ pq }) => pq),
  validated("validationCellsGate", ({ cellsGate }) => cellsGate),
  validated("validationComponentsKaggle", ({ components }) => components?.kaggle),
  validated("validationComponentsAp50", ({ components }) => components?.ap50),
  { name: "stepMilliseconds", step: ({ stepMilliseconds }) => stepMilliseconds.toFixed(3) },
  { name: "dataWaitMilliseconds", step: ({ dataWaitMilliseconds }) => dataWaitMilliseconds.toFixed(3) },
];

/**
 * The curves as a table with one row per step and one per epoch, in chronological order. Only the columns
 * with `Milliseconds` in their name depend on the clock. Columns of a second validation are at the end, if there is
 * one.
 */
export function curvesCsv(rows: readonly (StepRow | EpochRow)[]): string {
  const epochs = rows.filter((row) => row.kind === "epoch");
  const lossOf = recordedLosses(epochs);
  const hasSecond = epochs.some(({ validation }) => validation?.second);
  const columns = hasSecond ? [...COLUMNS, ...SECOND] : COLUMNS;
  const cellsOf = (row: StepRow | EpochRow): Cell[] =>
    columns.map(({ step, epoch }) => (row.kind === "step" ? step?.(row, lossOf) : epoch?.(row, lossOf)));
  const lines = [columns.map(({ name }) => name), ...rows.map(cellsOf)];
  return lines.map((cells) => `${cells.map((cell) => cell ?? "").join(",")}\n`).join("");
}
