import { stageLoss } from "../../core/losses/loss.ts";
import type { Task } from "../../core/losses/loss-spec.ts";
import { DEGREES, RANDOM_DIRECTION_LOSS, ZERO_OUTPUT_LOSS } from "../../core/metrics/angle-error.ts";
import { type Gate, networksOf, type Stage } from "../../core/recipe/recipe.ts";
import { STAGE_TEXT } from "../../core/recipe/stages.ts";
import type { EpochRow, StepRow } from "../../state/run-log.ts";
import type { AxisScale, CurveChartData, CurveSeries, ReferenceLine } from "./curve-chart-data.ts";

type Validation = NonNullable<EpochRow["validation"]>;

const PERCENT = 100;

const LOSS_REFERENCES: readonly ReferenceLine[] = [
  { value: ZERO_OUTPUT_LOSS, label: `zero output ${ZERO_OUTPUT_LOSS.toFixed(3)}` },
  { value: RANDOM_DIRECTION_LOSS, label: `random direction ${RANDOM_DIRECTION_LOSS.toFixed(3)}` },
];

const ANGLE_REFERENCES: readonly ReferenceLine[] = [ZERO_OUTPUT_LOSS, RANDOM_DIRECTION_LOSS].map(
  (loss, index) => {
    const degrees = Math.sqrt(loss) * DEGREES;
    const name = index === 0 ? "zero output" : "random direction";
    return { value: degrees, label: `${name} ${degrees.toFixed(1)}°` };
  },
);

interface MetricDescription {
  readonly title: string;
  readonly yTitle: string;
  readonly references: readonly ReferenceLine[];
  readonly read: (validation: Validation) => number | undefined;
}

const METRICS: Record<Task, MetricDescription> = {
  mask: {
    title: "Mask IoU",
    yTitle: "IoU",
    references: [],
    read: ({ iou }) => iou,
  },
  direction: {
    title: "Angle error",
    yTitle: "RMS (degrees)",
    references: ANGLE_REFERENCES,
    read: ({ angleRmsDegrees }) => angleRmsDegrees,
  },
  level: {
    title: "Level accuracy",
    yTitle: "correct pixels (%)",
    references: [],
    read: ({ levelAccuracy }) => (levelAccuracy === undefined ? undefined : PERCENT * levelAccuracy),
  },
};

/** The network of a stage, and the mask that its metrics refer to. */
function subjectOf(stage: Stage, gate: Gate): string {
  if (!networksOf(stage).includes("direction")) return STAGE_TEXT[stage].networks;
  return `${STAGE_TEXT[stage].networks}, ${gate} mask`;
}

const COMPONENTS = "components of the same mask";

/**
 * Reference lines of the connected components' scores; a single one if their labels are equal, to avoid
 * overlapping text.
 */
function componentLines({ kaggle, ap50 }: NonNullable<Validation["components"]>): ReferenceLine[] {
  const [mean, half] = [kaggle.toFixed(3), ap50.toFixed(3)];
  if (mean === half) return [{ value: ap50, label: `${COMPONENTS} ${half}` }];
  return [
    { value: ap50, label: `${COMPONENTS}, AP50 ${half}` },
    { value: kaggle, label: `${COMPONENTS}, Kaggle ${mean}` },
  ];
}

/** The chart adapted to its axis: a logarithmic one cannot show a line at 0. */
export function onScale(chart: CurveChartData, scale: AxisScale): CurveChartData {
  if (scale === "linear") return chart;
  return { ...chart, references: chart.references.filter(({ value }) => value > 0) };
}

/**
 * Scores of the cells in the mask of the last count, with that of its connected components as the reference:
 * with the ground-truth mask even a dead network reaches that score.
 */
function cellsChart(stage: Stage, epochs: readonly EpochRow[]): Omit<CurveChartData, "xTitle"> {
  const last = epochs.findLast(({ validation }) => validation?.kaggle !== undefined)?.validation;
  const gate = last?.cellsGate;
  const components = last?.components;
  return {
    title: gate ? `Cells, with the ${gate} mask` : "Cells found",
    subject: `${STAGE_TEXT[stage].networks}, validation`,
    yTitle: "score (0 to 1)",
    series: [
      seriesOf("Kaggle mean", "validation", epochs, ({ validation }) => validation?.kaggle),
      seriesOf("AP50", "mean", epochs, ({ validation }) => validation?.ap50),
    ],
    references: components ? componentLines(components) : [],
  };
}

export interface RunCurves {
  readonly loss: CurveChartData;
  readonly metric: CurveChartData;
  readonly cells: CurveChartData;
  readonly rate: CurveChartData;
}

/** Points of one series; rows without a value of `read` are omitted. */
function seriesOf<Row extends { readonly step: number }>(
  name: string,
  role: CurveSeries["role"],
  rows: readonly Row[],
  read: (row: Row) => number | null | undefined,
): CurveSeries {
  const x: number[] = [];
  const y: number[] = [];
  for (const row of rows) {
    const value = read(row);
    if (value === null || value === undefined) continue;
    x.push(row.step);
    y.push(value);
  }
  return { name, role, x, y };
}

/**
 * Root of the epoch's mean squared angle in degrees: on the training crops the loss is exactly this square.
 */
function trainingAngle({ meanLoss }: EpochRow): number | null {
  return meanLoss === null ? null : Math.sqrt(meanLoss) * DEGREES;
}

/** The charts of one stage of a run, over its optimiser steps. */
export function runCurves(
  stage: Stage,
  gate: Gate,
  steps: readonly StepRow[],
  epochs: readonly EpochRow[],
): RunCurves {
  const ownSteps = steps.filter((row) => row.stage === stage);
  const ownEpochs = epochs.filter((row) => row.stage === stage);
  const loss = stageLoss(stage);
  const metric = METRICS[loss.task];
  const isSquaredAngle = loss.unit === "rad^2";
  const validationMetric = seriesOf(
    "validation",
    "validation",
    ownEpochs,
    ({ validation }) => validation && metric.read(validation),
  );
  const subject = subjectOf(stage, gate);
  const xTitle = "optimiser step";
  return {
    loss: {
      title: "Loss",
      subject,
      xTitle,
      yTitle: loss.title,
      series: [
        seriesOf("step", "step", ownSteps, ({ loss }) => loss),
        seriesOf("epoch mean", "mean", ownEpochs, ({ meanLoss }) => meanLoss),
        seriesOf("validation", "validation", ownEpochs, ({ validation }) => validation?.loss),
      ],
      references: isSquaredAngle ? LOSS_REFERENCES : [],
    },
    metric: {
      title: metric.title,
      subject,
      xTitle,
      yTitle: metric.yTitle,
      series: isSquaredAngle
        ? [seriesOf("epoch mean", "mean", ownEpochs, trainingAngle), validationMetric]
        : [validationMetric],
      references: metric.references,
    },
    cells: { ...cellsChart(stage, ownEpochs), xTitle },
    rate: {
      title: "Learning rate",
      subject,
      xTitle,
      yTitle: "learning rate",
      series: [seriesOf("step", "mean", ownSteps, ({ rate }) => rate)],
      references: [],
    },
  };
}
