import { stageLoss } from "../../core/losses/loss.ts";
import { DEGREES, RANDOM_DIRECTION_LOSS, ZERO_OUTPUT_LOSS } from "../../core/metrics/angle-error.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { stageTitle } from "../../core/recipe/stages.ts";
import type { EpochRow, StepRow } from "../../core/runs/curve-row.ts";
import type {
  AxisScale,
  CurveChartData,
  CurveSeries,
  ReferenceLine,
  SeriesRole,
  StageSpan,
} from "./curve-chart-data.ts";
import type { SpansByStage } from "./stage-spans.ts";

type Validation = NonNullable<EpochRow["validation"]>;
type Score = "iou" | "levelAccuracy";

const X_TITLE = "optimiser step";

/** Losses of a network that points anywhere, and of one whose output is zero. */
const CHANCE = [
  { name: "zero output", loss: ZERO_OUTPUT_LOSS },
  { name: "random", loss: RANDOM_DIRECTION_LOSS },
] as const;

const SCORES: readonly { readonly key: Score; readonly name: string }[] = [
  { key: "iou", name: "mask IoU" },
  { key: "levelAccuracy", name: "level accuracy" },
];

/** The charts of a run. */
export interface RunCurves {
  readonly loss: CurveChartData;
  readonly angle: CurveChartData;
  readonly pixels: CurveChartData;
  readonly cells: CurveChartData;
  readonly rate: CurveChartData;
}

/** The chart adapted to its axis: a logarithmic one cannot show a line at 0. */
export function onScale(chart: CurveChartData, scale: AxisScale): CurveChartData {
  if (scale === "linear") return chart;
  return { ...chart, references: chart.references.filter(({ value }) => value > 0) };
}

/** Root of the epoch's mean squared angle in degrees: on training crops the loss is exactly this square. */
function trainingAngle({ stage, meanLoss }: EpochRow): number | null {
  return meanLoss === null || !isSquaredAngle(stage) ? null : Math.sqrt(meanLoss) * DEGREES;
}

function isSquaredAngle(stage: Stage): boolean {
  return stageLoss(stage).unit === "rad^2";
}

type RowsByStage<Row> = ReadonlyMap<Stage, readonly Row[]>;

function byStage<Row extends { readonly stage: Stage }>(rows: readonly Row[]): RowsByStage<Row> {
  const grouped = new Map<Stage, Row[]>();
  for (const row of rows) {
    const own = grouped.get(row.stage);
    if (own) own.push(row);
    else grouped.set(row.stage, [row]);
  }
  return grouped;
}

/** Creates the charts of one time axis. */
class CurveMaker {
  readonly #spans: SpansByStage;
  readonly #steps: RowsByStage<StepRow>;
  readonly #epochs: RowsByStage<EpochRow>;
  readonly #counted: readonly EpochRow[];

  constructor(spans: SpansByStage, steps: readonly StepRow[], epochs: readonly EpochRow[]) {
    this.#spans = spans;
    this.#steps = byStage(steps);
    this.#epochs = byStage(epochs);
    this.#counted = epochs.filter(({ validation }) => validation?.kaggle !== undefined);
  }

  /** One series per stage that has values. */
  #series<Row extends { readonly step: number }>(
    name: string,
    role: SeriesRole,
    rows: RowsByStage<Row>,
    read: (row: Row) => number | null | undefined,
  ): CurveSeries[] {
    return [...this.#spans].flatMap(([stage, { from }]) => {
      const x: number[] = [];
      const y: number[] = [];
      for (const row of rows.get(stage) ?? []) {
        const value = read(row);
        if (value === null || value === undefined) continue;
        x.push(from + row.step);
        y.push(value);
      }
      return x.length === 0 ? [] : [{ name, role, stage: stageTitle(stage), x, y }];
    });
  }

  steps(name: string, role: SeriesRole, read: (row: StepRow) => number | null): CurveSeries[] {
    return this.#series(name, role, this.#steps, read);
  }

  means(read: (row: EpochRow) => number | null): CurveSeries[] {
    return this.#series("epoch mean", "mean", this.#epochs, read);
  }

  validation(
    name: string,
    role: SeriesRole,
    read: (validation: Validation) => number | undefined,
  ): CurveSeries[] {
    return this.#series(name, role, this.#epochs, ({ validation }) => validation && read(validation));
  }

  /** Lines of chance over the stages whose loss is a squared angle. */
  chance(write: (loss: number) => { value: number; text: string }): ReferenceLine[] {
    return [...this.#spans].flatMap(([stage, { from, to }]) =>
      isSquaredAngle(stage)
        ? CHANCE.map(({ name, loss }) => {
            const { value, text } = write(loss);
            return { value, label: `${name} ${text}`, from, to };
          })
        : [],
    );
  }

  /** Lines of the scores of the connected components of the same mask, as of the last count. */
  components(): ReferenceLine[] {
    return [...this.#spans].flatMap(([stage, { from, to }]) => {
      const components = this.lastCount(stage)?.components;
      if (!components) return [];
      const [mean, half] = [components.kaggle.toFixed(3), components.ap50.toFixed(3)];
      // Lines of the same value would have overlapping labels.
      if (mean === half) return [{ value: components.ap50, label: `components ${half}`, from, to }];
      return [
        { value: components.ap50, label: `components, AP50 ${half}`, from, to },
        { value: components.kaggle, label: `components, Kaggle ${mean}`, from, to },
      ];
    });
  }

  /** The validation that counted cells last, in a stage or in any. */
  lastCount(stage?: Stage): Validation | null | undefined {
    return this.#counted.findLast((row) => stage === undefined || row.stage === stage)?.validation;
  }

  chart(rest: Pick<CurveChartData, "title" | "yTitle" | "series" | "references">): CurveChartData {
    const spans: readonly StageSpan[] = [...this.#spans.values()];
    const subject = spans.map(({ title }) => title).join(", ");
    return { ...rest, subject, xTitle: X_TITLE, spans };
  }
}

function lossTitle(spans: SpansByStage): string {
  const [only, ...others] = spans.keys();
  return only === undefined || others.length > 0 ? "loss" : stageLoss(only).title;
}

/** The charts of a run on one time axis, on which the stages follow one another. */
export function runCurves(
  spans: SpansByStage,
  steps: readonly StepRow[],
  epochs: readonly EpochRow[],
): RunCurves {
  const make = new CurveMaker(spans, steps, epochs);
  const gate = make.lastCount()?.cellsGate;
  return {
    loss: make.chart({
      title: "Loss",
      yTitle: lossTitle(spans),
      series: [
        ...make.steps("step", "step", ({ loss }) => loss),
        ...make.means(({ meanLoss }) => meanLoss),
        ...make.validation("validation", "validation", ({ loss }) => loss),
      ],
      references: make.chance((loss) => ({ value: loss, text: loss.toFixed(2) })),
    }),
    angle: make.chart({
      title: "Angle error",
      yTitle: "RMS (degrees)",
      series: [
        ...make.means(trainingAngle),
        ...make.validation("validation", "validation", ({ angleRmsDegrees }) => angleRmsDegrees),
      ],
      references: make.chance((loss) => {
        const value = Math.sqrt(loss) * DEGREES;
        return { value, text: `${value.toFixed(0)}°` };
      }),
    }),
    pixels: make.chart({
      title: "Mask and levels",
      yTitle: "score (0 to 1)",
      series: SCORES.flatMap(({ key, name }) =>
        make.validation(name, "validation", (validation) => validation[key]),
      ),
      references: [],
    }),
    cells: make.chart({
      title: gate ? `Cell scores, ${gate} mask` : "Cell scores",
      yTitle: "score (0 to 1)",
      series: [
        ...make.validation("Kaggle mean", "validation", ({ kaggle }) => kaggle),
        ...make.validation("AP50", "mean", ({ ap50 }) => ap50),
      ],
      references: make.components(),
    }),
    rate: make.chart({
      title: "Learning rate",
      yTitle: "learning rate",
      series: make.steps("rate", "mean", ({ rate }) => rate),
      references: [],
    }),
  };
}
